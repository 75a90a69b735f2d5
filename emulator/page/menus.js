/** Shows a menu beside the button that asked for it, inside the window. */
export function openMenu(menu, button) {
  menu.showPopover()
  const place = button.getBoundingClientRect()
  const left = Math.min(Math.max(8, place.left), innerWidth - menu.offsetWidth - 8)
  const below = place.bottom + 4 + menu.offsetHeight < innerHeight
  menu.style.left = `${left}px`
  menu.style.top = `${below ? place.bottom + 4 : Math.max(8, place.top - menu.offsetHeight - 4)}px`
  menu.returnTo = button
  menu.querySelector('button:not([hidden])').focus()
}

/** Arrow keys walk a menu; leaving it gives the focus back. */
export function menuKeys(menu) {
  menu.addEventListener('keydown', event => {
    const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }
    if (!(event.key in steps)) return
    event.preventDefault()
    const items = [...menu.querySelectorAll('button:not([hidden])')]
    const next = items.indexOf(document.activeElement) + steps[event.key]
    items.at(next % items.length)?.focus()
  })
  menu.addEventListener('toggle', event => {
    if (event.newState === 'closed' && menu.contains(document.activeElement)) menu.returnTo?.focus()
  })
}
