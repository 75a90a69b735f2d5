import { element } from './dom.js'

const marks = new Map([
  ['*', 'strong'],
  ['_', 'em'],
  ['~', 's'],
  ['`', 'code'],
])

/** A paragraph with the chat's own marks: *bold*, _italic_, ~struck~, `code`, and links. */
export const paragraph = text => element('p', { class: 'text' }, ...formatted(String(text ?? '')))

function formatted(text) {
  return text.split(/(https?:\/\/[^\s<>]+|\*[^*\n]+\*|_[^_\n]+_|~[^~\n]+~|`[^`\n]+`)/).map(part => {
    if (/^https?:\/\//.test(part))
      return element('a', { href: part, target: '_blank', rel: 'noopener noreferrer' }, part)
    const tag = part.length > 2 && part.at(0) === part.at(-1) ? marks.get(part[0]) : undefined
    return tag ? element(tag, {}, part.slice(1, -1)) : part
  })
}
