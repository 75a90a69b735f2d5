import { desk } from './desk.js'
import { element } from './dom.js'
import { say } from './words.js'

/** Where a file is: one the emulator keeps, or one that the desk only named. */
export const source = node => (node.id ? desk.mediaUrl(node.id) : node.link)

export const picture = (node, kind) =>
  element('img', { src: source(node), alt: node.caption || say(kind), loading: 'lazy' })
