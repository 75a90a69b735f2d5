/** The message about an incident, in the language of its company: a line and a paragraph. */
import type { Language } from '../base/language.ts'
import { explain } from '../base/outbound/failure-texts.ts'
import { isProblem, problemText } from '../channel/index.ts'
import type { AlertKind } from './alert.ts'

/** Whether the endpoint's breaker was opened by a status: then it responds, and refuses. */
const refuses = (alert: AlertMessage) => /^HTTP \d{3}\b/.test(alert.reason ?? '')
const why = (alert: AlertMessage, language: Language) =>
  clean(explain({ status: null, error: alert.reason }, language) ?? alert.reason, 500)

export interface AlertMessage {
  kind: AlertKind
  what: 'opened' | 'resolved'
  endpoint_name: string | null
  channel_name: string | null
  problem: string | null
  reason: string | null
  count: number | null
  expires_on: string | null
}

type Text = (alert: AlertMessage) => [subject: string, body: string]
type Texts = Record<AlertKind, { opened: Text; resolved: Text }>

/** A name or an error is text that somebody else wrote, so it is put on one line and shortened. */
const clean = (text: string | null, most = 300) => (text ?? '').replace(/\s+/g, ' ').slice(0, most).toWellFormed()
const name = (alert: AlertMessage) => clean(alert.endpoint_name, 100)

/** What is wrong with a channel, as a text; only the code when a newer version wrote it. */
const problem = ({ problem: code }: AlertMessage, language: Language) =>
  isProblem(code) ? problemText(code, language) : ([code ?? '', ''] as const)
/** The most that desk/ticket/out-of-sight.ts counts. */
const unseen = ({ count }: AlertMessage) => (count === 1_000 ? '1000+' : count)
const channel = (alert: AlertMessage) => clean(alert.channel_name, 100)
const said = (alert: AlertMessage, prefix: string) =>
  alert.reason === null ? '' : ` ${prefix} ${clean(alert.reason, 500)}`

const EN: Texts = {
  'endpoint-down': {
    opened: a => [
      refuses(a)
        ? `Webhook "${name(a)}" refuses everything (${clean(a.reason)})`
        : `Webhook "${name(a)}" does not answer`,
      `The endpoint "${name(a)}" ${refuses(a) ? `refuses every delivery with ${clean(a.reason)}` : 'has stopped answering'}. ${why(a, 'en')} Its deliveries wait, in order, and cost no attempts. Recado tries it again every minute at least and goes on by itself as soon as it responds.`,
    ],
    resolved: a => [
      `Webhook "${name(a)}" answers again`,
      `The endpoint "${name(a)}" responds again. What waited is being delivered, in order; nothing was lost.`,
    ],
  },
  'endpoint-disabled': {
    opened: a => [
      `Webhook "${name(a)}" was switched off`,
      `The endpoint "${name(a)}" ${a.reason === 'asked' ? 'asked in its response to be switched off' : 'returned 410 Gone, which asks for no more deliveries'}. It gets no new events until somebody enables it; what it misses can be sent then.`,
    ],
    resolved: a => [`Webhook "${name(a)}" is enabled again`, `The endpoint "${name(a)}" is enabled again.`],
  },
  'endpoint-broken': {
    opened: a => [
      `Webhook "${name(a)}" cannot be posted to`,
      `What is stored encrypted for the endpoint "${name(a)}" cannot be opened (${clean(a.reason)}): most often the server was started with another secret key. Its deliveries wait, in order, and cost no attempts. Start the server with the key that it had, or set the endpoint's secrets again.`,
    ],
    resolved: a => [
      `Webhook "${name(a)}" is posted to again`,
      `The endpoint "${name(a)}" gets its deliveries again, in order.`,
    ],
  },
  'tickets-failing': {
    opened: a => [
      `Webhook "${name(a)}" keeps refusing ${a.count} ${a.count === 1 ? 'ticket' : 'tickets'}`,
      `The endpoint "${name(a)}" accepts other deliveries, but has refused the next one of ${a.count} ${a.count === 1 ? 'ticket' : 'tickets'} again and again. It is tried for some more time, and given up or held after the last attempt. The attempt log shows what your system returned.`,
    ],
    resolved: a => [
      `Webhook "${name(a)}" refuses no ticket any more`,
      `What the endpoint "${name(a)}" kept refusing was delivered, or its attempts are over.`,
    ],
  },
  'deliveries-exhausted': {
    opened: a => [
      `Webhook "${name(a)}": ${a.count} ${a.count === 1 ? 'delivery' : 'deliveries'} given up`,
      `The endpoint "${name(a)}" refused until all attempts were over: ${a.count} ${a.count === 1 ? 'delivery was' : 'deliveries were'} given up. They are kept, shown in the panel, and can be sent again one by one or all at once.`,
    ],
    resolved: a => [`Webhook "${name(a)}": no more given up`, `Nothing more was given up for "${name(a)}".`],
  },
  'tickets-held': {
    opened: a => [
      `Webhook "${name(a)}": ${a.count} ${a.count === 1 ? 'ticket' : 'tickets'} held`,
      `The endpoint "${name(a)}" refused a delivery until all attempts were over, and it is set to hold: ${a.count} ${a.count === 1 ? 'ticket waits' : 'tickets wait'} until somebody decides to try again or to skip. What is held for longer than events are kept is given up.`,
    ],
    resolved: a => [
      `Webhook "${name(a)}": no ticket is held any more`,
      `The endpoint "${name(a)}" holds no ticket any more.`,
    ],
  },
  'retention-near': {
    opened: a => [
      `Webhook "${name(a)}": what waits will be given up from ${a.expires_on}`,
      `The endpoint "${name(a)}" is off, does not respond, or holds tickets until somebody decides, and what waits for it (${a.count} tickets) nears the end of the time that events are kept. From ${a.expires_on} on it is given up. Before that, repair or enable the endpoint, release what it holds, or keep events for longer.`,
    ],
    resolved: a => [
      `Webhook "${name(a)}": nothing is about to be given up any more`,
      `Nothing that waits for the endpoint "${name(a)}" nears the end of its time any more.`,
    ],
  },
  'channel-problem': {
    opened: a => {
      const [title, sentence] = problem(a, 'en')
      return [`WhatsApp "${channel(a)}": ${title}`, `${sentence}${said(a, 'WhatsApp said:')}`]
    },
    resolved: a => [
      `WhatsApp "${channel(a)}": well again`,
      `This is over for the number "${channel(a)}": ${problem(a, 'en')[0]}.`,
    ],
  },
  'tickets-unseen': {
    opened: a => [
      `${unseen(a)} ${a.count === 1 ? 'ticket is' : 'tickets are'} seen by no attendant`,
      `${unseen(a)} active ${a.count === 1 ? 'ticket lies' : 'tickets lie'} in a queue without members, or in none: no attendant sees ${a.count === 1 ? 'it' : 'them'}, and the customers wait. Give the queue members, transfer the tickets, or give the channel a queue in which somebody works.`,
    ],
    resolved: () => ['All tickets are seen again', 'Somebody sees every active ticket again.'],
  },
  'files-missing': {
    opened: a => [
      `${a.count} ${a.count === 1 ? 'file of a message is' : 'files of messages are'} lost`,
      `${a.count} ${a.count === 1 ? 'file' : 'files'} that customers or colleagues sent ${a.count === 1 ? 'was' : 'were'} not in the folder of files (DATA_DIR/media) when somebody opened ${a.count === 1 ? 'it' : 'them'}. Put the folder back from a backup: each file shows again as soon as it is there.`,
    ],
    resolved: () => ['No more files are lost', 'What was missing is here again, or was noticed more than a week ago.'],
  },
}

const PT: Texts = {
  'endpoint-down': {
    opened: a => [
      refuses(a) ? `O webhook "${name(a)}" recusa tudo (${clean(a.reason)})` : `O webhook "${name(a)}" não responde`,
      `O endpoint "${name(a)}" ${refuses(a) ? `recusa todas as entregas com ${clean(a.reason)}` : 'parou de responder'}. ${why(a, 'pt-BR')} As entregas esperam, em ordem, sem gastar tentativas. O Recado testa novamente ao menos a cada minuto e continua sozinho assim que ele responder.`,
    ],
    resolved: a => [
      `O webhook "${name(a)}" voltou a responder`,
      `O endpoint "${name(a)}" voltou a responder. O que esperava está sendo entregue, em ordem; nada se perdeu.`,
    ],
  },
  'endpoint-disabled': {
    opened: a => [
      `O webhook "${name(a)}" foi desativado`,
      `O endpoint "${name(a)}" ${a.reason === 'asked' ? 'pediu na resposta para ser desativado' : 'respondeu 410 Gone, que pede para não receber mais entregas'}. Ele não recebe novos eventos até que alguém o ative; o que perder poderá ser enviado depois.`,
    ],
    resolved: a => [`O webhook "${name(a)}" foi reativado`, `O endpoint "${name(a)}" está ativo novamente.`],
  },
  'endpoint-broken': {
    opened: a => [
      `Não é possível postar no webhook "${name(a)}"`,
      `O que está guardado cifrado para o endpoint "${name(a)}" não pode ser aberto (${clean(a.reason)}): quase sempre o servidor foi iniciado com outra chave secreta. As entregas esperam, em ordem, sem gastar tentativas. Inicie o servidor com a chave de antes, ou grave de novo os segredos do endpoint.`,
    ],
    resolved: a => [
      `O webhook "${name(a)}" recebe posts novamente`,
      `O endpoint "${name(a)}" recebe as entregas novamente, em ordem.`,
    ],
  },
  'tickets-failing': {
    opened: a => [
      `Webhook "${name(a)}" continua recusando ${a.count} ${a.count === 1 ? 'ticket' : 'tickets'}`,
      `O endpoint "${name(a)}" responde a outros, mas recusou repetidas vezes a próxima entrega de ${a.count} ${a.count === 1 ? 'ticket' : 'tickets'}. As tentativas continuam por mais algum tempo; depois da última, a entrega é abandonada ou retida. O registro de tentativas mostra o que o seu sistema respondeu.`,
    ],
    resolved: a => [
      `Webhook "${name(a)}" não recusa mais nenhum ticket`,
      `O que o endpoint "${name(a)}" continuava recusando foi entregue, ou as tentativas acabaram.`,
    ],
  },
  'deliveries-exhausted': {
    opened: a => [
      `Webhook "${name(a)}": ${a.count} ${a.count === 1 ? 'entrega abandonada' : 'entregas abandonadas'}`,
      `O endpoint "${name(a)}" recusou até acabarem as tentativas: ${a.count} ${a.count === 1 ? 'entrega foi abandonada' : 'entregas foram abandonadas'}. Elas ficam guardadas, aparecem no painel e podem ser reenviadas uma a uma ou todas de uma vez.`,
    ],
    resolved: a => [`Webhook "${name(a)}": sem novos abandonos`, `Nada mais foi abandonado para "${name(a)}".`],
  },
  'tickets-held': {
    opened: a => [
      `Webhook "${name(a)}": ${a.count} ${a.count === 1 ? 'ticket retido' : 'tickets retidos'}`,
      `O endpoint "${name(a)}" recusou uma entrega até acabarem as tentativas e está configurado para reter: ${a.count} ${a.count === 1 ? 'ticket espera' : 'tickets esperam'} até que alguém decida repetir ou pular. O que fica retido por mais tempo do que os eventos são guardados é abandonado.`,
    ],
    resolved: a => [
      `Webhook "${name(a)}": nenhum ticket retido`,
      `O endpoint "${name(a)}" não retém mais nenhum ticket.`,
    ],
  },
  'retention-near': {
    opened: a => [
      `Webhook "${name(a)}": o que espera será abandonado a partir de ${a.expires_on}`,
      `O endpoint "${name(a)}" está desativado, não responde ou retém tickets até que alguém decida, e o que espera por ele (${a.count} tickets) se aproxima do fim do prazo de guarda. A partir de ${a.expires_on} será abandonado. Corrija ou ative o endpoint antes, libere o que ele retém, ou aumente o prazo.`,
    ],
    resolved: a => [
      `Webhook "${name(a)}": nada mais está para ser abandonado`,
      `Nada do que espera pelo endpoint "${name(a)}" se aproxima mais do fim do prazo.`,
    ],
  },
  'channel-problem': {
    opened: a => {
      const [title, sentence] = problem(a, 'pt-BR')
      return [`WhatsApp "${channel(a)}": ${title}`, `${sentence}${said(a, 'O WhatsApp disse:')}`]
    },
    resolved: a => [
      `WhatsApp "${channel(a)}": resolvido`,
      `Isto acabou no número "${channel(a)}": ${problem(a, 'pt-BR')[0]}.`,
    ],
  },
  'tickets-unseen': {
    opened: a => [
      a.count === 1 ? 'Nenhum atendente vê 1 atendimento' : `Nenhum atendente vê ${unseen(a)} atendimentos`,
      `${a.count === 1 ? '1 atendimento ativo está' : `${unseen(a)} atendimentos ativos estão`} em uma fila sem membros, ou em nenhuma: nenhum atendente vê, e os clientes esperam. Ponha pessoas na fila, transfira os atendimentos ou dê ao canal uma fila em que alguém trabalhe.`,
    ],
    resolved: () => [
      'Todos os atendimentos voltaram a ser vistos',
      'Cada atendimento ativo voltou a ser visto por alguém.',
    ],
  },
  'files-missing': {
    opened: a => [
      a.count === 1 ? '1 arquivo de mensagem se perdeu' : `${a.count} arquivos de mensagens se perderam`,
      `${a.count === 1 ? '1 arquivo' : `${a.count} arquivos`} de clientes ou colegas não ${a.count === 1 ? 'estava' : 'estavam'} na pasta de arquivos (DATA_DIR/media) quando alguém abriu. Ponha a pasta de volta de um backup: cada arquivo aparece de novo assim que estiver lá.`,
    ],
    resolved: () => ['Nenhum outro arquivo se perdeu', 'O que faltava voltou, ou foi notado há mais de uma semana.'],
  },
}

const ES: Texts = {
  'endpoint-down': {
    opened: a => [
      refuses(a) ? `El webhook "${name(a)}" rechaza todo (${clean(a.reason)})` : `El webhook "${name(a)}" no responde`,
      `El endpoint "${name(a)}" ${refuses(a) ? `rechaza todas las entregas con ${clean(a.reason)}` : 'dejó de responder'}. ${why(a, 'es')} Sus entregas esperan, en orden, sin gastar intentos. Recado lo prueba de nuevo al menos cada minuto y sigue por sí mismo en cuanto responda.`,
    ],
    resolved: a => [
      `El webhook "${name(a)}" responde otra vez`,
      `El endpoint "${name(a)}" responde otra vez. Lo que esperaba se está entregando, en orden; nada se perdió.`,
    ],
  },
  'endpoint-disabled': {
    opened: a => [
      `El webhook "${name(a)}" fue desactivado`,
      `El endpoint "${name(a)}" ${a.reason === 'asked' ? 'pidió en su respuesta ser desactivado' : 'respondió 410 Gone, que pide no recibir más entregas'}. No recibe eventos nuevos hasta que alguien lo active; lo que pierda podrá enviarse después.`,
    ],
    resolved: a => [`El webhook "${name(a)}" fue reactivado`, `El endpoint "${name(a)}" está activo otra vez.`],
  },
  'endpoint-broken': {
    opened: a => [
      `No se puede enviar al webhook "${name(a)}"`,
      `Lo que está guardado cifrado para el endpoint "${name(a)}" no se puede abrir (${clean(a.reason)}): casi siempre el servidor se inició con otra clave secreta. Sus entregas esperan, en orden, sin gastar intentos. Inicie el servidor con la clave de antes, o guarde de nuevo los secretos del endpoint.`,
    ],
    resolved: a => [
      `El webhook "${name(a)}" recibe otra vez`,
      `El endpoint "${name(a)}" recibe sus entregas otra vez, en orden.`,
    ],
  },
  'tickets-failing': {
    opened: a => [
      `Webhook "${name(a)}" sigue rechazando ${a.count} ${a.count === 1 ? 'ticket' : 'tickets'}`,
      `El endpoint "${name(a)}" responde a otros, pero rechazó una y otra vez la próxima entrega de ${a.count} ${a.count === 1 ? 'ticket' : 'tickets'}. Se sigue intentando por algún tiempo más; tras el último intento, la entrega se abandona o se retiene. El registro de intentos muestra lo que respondió su sistema.`,
    ],
    resolved: a => [
      `Webhook "${name(a)}" ya no rechaza ningún ticket`,
      `Lo que el endpoint "${name(a)}" seguía rechazando fue entregado, o los intentos se agotaron.`,
    ],
  },
  'deliveries-exhausted': {
    opened: a => [
      `Webhook "${name(a)}": ${a.count} ${a.count === 1 ? 'entrega abandonada' : 'entregas abandonadas'}`,
      `El endpoint "${name(a)}" rechazó hasta agotar los intentos: ${a.count} ${a.count === 1 ? 'entrega fue abandonada' : 'entregas fueron abandonadas'}. Se conservan, aparecen en el panel y pueden reenviarse una a una o todas a la vez.`,
    ],
    resolved: a => [`Webhook "${name(a)}": nada más abandonado`, `Nada más fue abandonado para "${name(a)}".`],
  },
  'tickets-held': {
    opened: a => [
      `Webhook "${name(a)}": ${a.count} ${a.count === 1 ? 'ticket retenido' : 'tickets retenidos'}`,
      `El endpoint "${name(a)}" rechazó una entrega hasta agotar los intentos y está configurado para retener: ${a.count} ${a.count === 1 ? 'ticket espera' : 'tickets esperan'} hasta que alguien decida repetir u omitir. Lo retenido por más tiempo del que se conservan los eventos se abandona.`,
    ],
    resolved: a => [
      `Webhook "${name(a)}": ningún ticket retenido`,
      `El endpoint "${name(a)}" ya no retiene ningún ticket.`,
    ],
  },
  'retention-near': {
    opened: a => [
      `Webhook "${name(a)}": lo que espera será abandonado desde el ${a.expires_on}`,
      `El endpoint "${name(a)}" está desactivado, no responde o retiene tickets hasta que alguien decida, y lo que espera por él (${a.count} tickets) se acerca al fin del plazo de conservación. Desde el ${a.expires_on} será abandonado. Repare o active el endpoint antes, libere lo que retiene, o amplíe el plazo.`,
    ],
    resolved: a => [
      `Webhook "${name(a)}": ya nada está por ser abandonado`,
      `Nada de lo que espera por el endpoint "${name(a)}" se acerca ya al fin de su plazo.`,
    ],
  },
  'channel-problem': {
    opened: a => {
      const [title, sentence] = problem(a, 'es')
      return [`WhatsApp "${channel(a)}": ${title}`, `${sentence}${said(a, 'WhatsApp dijo:')}`]
    },
    resolved: a => [
      `WhatsApp "${channel(a)}": resuelto`,
      `Esto terminó en el número "${channel(a)}": ${problem(a, 'es')[0]}.`,
    ],
  },
  'tickets-unseen': {
    opened: a => [
      a.count === 1 ? 'Ningún agente ve 1 ticket' : `Ningún agente ve ${unseen(a)} tickets`,
      `${a.count === 1 ? '1 ticket activo está' : `${unseen(a)} tickets activos están`} en una cola sin miembros, o en ninguna: ningún agente los ve y los clientes esperan. Ponga personas en la cola, transfiera los tickets o dé al canal una cola en la que alguien trabaje.`,
    ],
    resolved: () => ['Todos los tickets vuelven a verse', 'Alguien vuelve a ver cada ticket activo.'],
  },
  'files-missing': {
    opened: a => [
      a.count === 1 ? 'Se perdió 1 archivo de un mensaje' : `Se perdieron ${a.count} archivos de mensajes`,
      `${a.count === 1 ? '1 archivo' : `${a.count} archivos`} de clientes o colegas no ${a.count === 1 ? 'estaba' : 'estaban'} en la carpeta de archivos (DATA_DIR/media) cuando alguien lo abrió. Ponga la carpeta de vuelta desde una copia de seguridad: cada archivo se ve de nuevo en cuanto esté allí.`,
    ],
    resolved: () => ['No se perdieron más archivos', 'Lo que faltaba volvió, o se notó hace más de una semana.'],
  },
}

const TEXTS: Record<Language, Texts> = { en: EN, 'pt-BR': PT, es: ES }

export function textOf(language: Language, alert: AlertMessage): { subject: string; text: string } {
  const [subject, text] = TEXTS[language][alert.kind][alert.what](alert)
  return { subject, text }
}
