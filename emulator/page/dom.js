/** Makes an element. Everything that people wrote goes in as text, never as markup. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value)
  }
  made.append(...children.filter(child => child !== null && child !== undefined && child !== '' && child !== false))
  return made
}

export const at = id => document.getElementById(id)

const svg = 'http://www.w3.org/2000/svg'

/** An icon of one path, as large as the text around it. */
export function icon(path, { label = null, box = 24, className = 'glyph' } = {}) {
  const drawn = document.createElementNS(svg, 'svg')
  drawn.setAttribute('viewBox', `0 0 ${box} ${box}`)
  drawn.setAttribute('class', className)
  if (label) {
    drawn.setAttribute('role', 'img')
    drawn.setAttribute('aria-label', label)
  } else {
    drawn.setAttribute('aria-hidden', 'true')
  }
  const shape = document.createElementNS(svg, 'path')
  shape.setAttribute('d', path)
  drawn.append(shape)
  return drawn
}

export const initials = name =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map(part => [...part][0] ?? '')
    .join('')
    .toUpperCase()

export const toneOf = id => [...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9973, 0) % 5

export const avatar = (name, id, kind = '') =>
  element('span', { class: `avatar tone${toneOf(id)} ${kind}`, 'aria-hidden': 'true' }, initials(name) || '?')
