import { at, element } from './dom.js'
import { say } from './words.js'

/** A sheet that comes up from below with rows to choose from. */
export function openSheet(title, rows) {
  const items = rows.map(({ heading, title: text, description, act }) =>
    heading
      ? element('h3', {}, heading)
      : element(
          'button',
          {
            type: 'button',
            class: 'sheet-row',
            onclick: () => {
              at('sheet').close()
              void act()
            },
          },
          element('strong', {}, text),
          description ? element('span', {}, description) : null,
        ),
  )
  at('sheet-title').textContent = title ?? say('options')
  show(...items)
}

/** The same sheet with fields to fill in; `onSend` gets their values. */
export function openForm(title, labels, onSend) {
  const inputs = labels.map(() => element('input', { required: true, maxlength: 200 }))
  const form = element(
    'form',
    {
      onsubmit: event => {
        event.preventDefault()
        at('sheet').close()
        void onSend(inputs.map(input => input.value))
      },
    },
    ...labels.map((label, index) => element('label', {}, element('span', {}, label), inputs[index])),
    element('button', { type: 'submit', class: 'primary' }, say('send')),
  )
  at('sheet-title').textContent = title ?? say('fill')
  show(form)
}

/** Lays the sheet over the lower end of the phone. */
function show(...content) {
  at('sheet-content').replaceChildren(...content)
  const phone = document.querySelector('.phone')
  const { left, bottom } = phone.getBoundingClientRect()
  const { style } = at('sheet')
  style.left = `${left + phone.clientLeft}px`
  style.width = `${phone.clientWidth}px`
  style.bottom = `${innerHeight - bottom + phone.clientTop}px`
  at('sheet').showModal()
}

export function listenToSheets() {
  at('close-sheet').addEventListener('click', () => at('sheet').close())
  // A tap beside the sheet closes it.
  at('sheet').addEventListener('click', event => {
    if (event.target === at('sheet')) at('sheet').close()
  })
}
