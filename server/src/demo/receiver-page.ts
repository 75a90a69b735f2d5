/** The page of the demo's receiver: one document without anything from elsewhere. What came is shown as text and never as markup. */
export const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Receiver</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.45 system-ui, sans-serif }
  body { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
  h1 { font-size: 1.25rem; margin: 0 }
  h2 { font-size: .875rem; margin: .75rem 0 0 }
  summary:focus-visible { outline: 2px solid; outline-offset: 2px }
  ul { list-style: none; padding: 0 }
  li { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: .5rem 0 }
  summary { cursor: pointer }
  .mark { border: 1px solid currentColor; border-radius: 1rem; padding: 0 .5rem; font-size: .8125rem; margin-left: .375rem }
  .good { color: light-dark(#166534, #86efac) }
  .bad { color: light-dark(#b91c1c, #fca5a5) }
  pre { white-space: pre-wrap; font-size: .8125rem; margin: .5rem 0 }
</style>
<main>
<h1></h1>
<p id="state" role="status"></p>
<ul id="list"></ul>
</main>
<script>
  const TEXTS = {
    pt: { title: 'O que o seu sistema recebe', live: 'Ao vivo', off: 'Sem conexão com o receptor; tentando de novo', none: 'Nada chegou ainda. Escreva no telefone da demonstração.', good: 'assinatura conferida', bad: 'não conferida', repeat: 'repetição', test: 'teste', headers: 'Cabeçalhos', body: 'Corpo' },
    es: { title: 'Lo que recibe su sistema', live: 'En vivo', off: 'Sin conexión con el receptor; se intenta de nuevo', none: 'Aún no llegó nada. Escriba en el teléfono de la demostración.', good: 'firma verificada', bad: 'no verificada', repeat: 'repetición', test: 'prueba', headers: 'Cabeceras', body: 'Cuerpo' },
    en: { title: 'What your system gets', live: 'Live', off: 'No connection to the receiver; trying again', none: 'Nothing has come yet. Write something on the phone of the demo.', good: 'signature verified', bad: 'not verified', repeat: 'repeat', test: 'test', headers: 'Headers', body: 'Body' },
  }
  const language = navigator.language.slice(0, 2)
  const t = TEXTS[language] ?? TEXTS.en
  document.documentElement.lang = TEXTS[language] ? (language === 'pt' ? 'pt-BR' : language) : 'en'
  document.title = document.querySelector('h1').textContent = t.title
  const [list, state] = [document.querySelector('#list'), document.querySelector('#state')]
  const made = (name, text, className = '') => Object.assign(document.createElement(name), { textContent: text, className })
  const mark = (text, className = '') => made('span', text, 'mark ' + className)
  function itemOf(entry) {
    const event = entry.headers['recado-event'] ?? ''
    const details = made('details', '')
    const summary = made('summary', new Date(entry.receivedAt).toLocaleTimeString() + ' ')
    summary.append(made('strong', event || '?'), ' ' + entry.id)
    summary.append(entry.isVerified ? mark(t.good, 'good') : mark(t.bad + ': ' + (entry.refusedBecause ?? ''), 'bad'))
    if (entry.isRepeat) summary.append(mark(t.repeat))
    if (entry.isTest) summary.append(mark(t.test))
    const headers = Object.entries(entry.headers).map(([name, value]) => name + ': ' + value).join('\\n')
    const body = typeof entry.body === 'string' ? entry.body : JSON.stringify(entry.body, null, 2)
    details.append(summary, made('h2', t.headers), made('pre', headers), made('h2', t.body), made('pre', body))
    const item = made('li', '')
    item.append(details)
    return item
  }
  const say = isLive => { state.textContent = isLive ? (list.children.length ? t.live : t.none) : t.off }
  const live = new EventSource('/live')
  live.addEventListener('all', ({ data }) => { list.replaceChildren(...JSON.parse(data).map(itemOf)); say(true) })
  live.onmessage = ({ data }) => { list.prepend(itemOf(JSON.parse(data))); while (list.children.length > 200) list.lastChild.remove(); say(true) }
  live.onerror = () => say(false)
</script>
</html>
`
