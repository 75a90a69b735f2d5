/** What a failed request or a status means, and what to do about it: one table, for log, test, breaker and alerts. */
import type { Language } from '../language.ts'

type Texts = Record<Language, string>

/** Cause, then cure. */
const FAILURES = {
  ECONNREFUSED: {
    en: 'Nothing listens at that address and port. Start the program that should receive, or correct host and port of the URL.',
    'pt-BR':
      'Nenhum programa atende nesse endereço e porta. Inicie o programa que deve receber, ou corrija o host e a porta da URL.',
    es: 'Ningún programa atiende en esa dirección y puerto. Inicie el programa que debe recibir, o corrija el host y el puerto de la URL.',
  },
  ECONNRESET: {
    en: 'Your system closed the connection before it responded. Look into its log: the program or a proxy in front of it ended at that moment.',
    'pt-BR':
      'O seu sistema fechou a conexão antes de responder. Veja o log dele: o programa, ou um proxy na frente dele, parou nesse momento.',
    es: 'Su sistema cerró la conexión antes de responder. Mire su registro: el programa, o un proxy delante de él, terminó en ese momento.',
  },
  RESPONSE_TIMEOUT: {
    en: 'Your system has the event and did not respond within its time (timeoutMs). Respond first and work afterwards (in n8n: "Respond: Immediately"), or raise that time.',
    'pt-BR':
      'O seu sistema recebeu o evento e não respondeu dentro do tempo de espera (timeoutMs). Responda primeiro e trabalhe depois (no n8n: "Respond: Immediately"), ou aumente esse tempo.',
    es: 'Su sistema tiene el evento y no respondió dentro del tiempo de espera (timeoutMs). Responda primero y trabaje después (en n8n: "Respond: Immediately"), o aumente ese tiempo.',
  },
  SEND_TIMEOUT: {
    en: 'Your system took the connection and did not read the whole body in time. It is overloaded, or the line to it is slow.',
    'pt-BR':
      'O seu sistema aceitou a conexão e não leu o corpo inteiro a tempo. Ele está sobrecarregado, ou a rede até ele é lenta.',
    es: 'Su sistema aceptó la conexión y no leyó el cuerpo entero a tiempo. Está sobrecargado, o la red hasta él es lenta.',
  },
  CONNECT_TIMEOUT: {
    en: 'No connection could be opened in time. A firewall drops the packets, or the host is off. Open the port for this server.',
    'pt-BR':
      'A conexão não foi estabelecida a tempo. Um firewall descarta os pacotes, ou o servidor está desligado. Libere a porta para este servidor.',
    es: 'La conexión no se estableció a tiempo. Un firewall descarta los paquetes, o el servidor está apagado. Abra el puerto para este servidor.',
  },
  EHOSTUNREACH: {
    en: 'There is no route from this server to that address. Check the network, the firewall and whether the host is on.',
    'pt-BR':
      'Não há caminho deste servidor até esse endereço. Verifique a rede, o firewall e se o servidor está ligado.',
    es: 'No hay camino desde este servidor hasta esa dirección. Revise la red, el firewall y si el servidor está encendido.',
  },
  ENOTFOUND: {
    en: 'There is no host with that name. Correct the URL, or enter the name in DNS.',
    'pt-BR': 'Ninguém conhece um servidor com esse nome. Corrija a URL, ou cadastre o nome no DNS.',
    es: 'Nadie conoce un servidor con ese nombre. Corrija la URL, o registre el nombre en el DNS.',
  },
  DNS_FAILED: {
    en: 'The name server did not respond for that host. This usually passes; if it does not, check the DNS of the domain.',
    'pt-BR':
      'O servidor de nomes não respondeu sobre esse host. Costuma passar; se não passar, verifique o DNS do domínio.',
    es: 'El servidor de nombres no respondió sobre ese host. Suele pasar; si no pasa, revise el DNS del dominio.',
  },
  address_blocked: {
    en: 'That host leads to no public address, so nothing was sent. Correct the URL; a private network is opened by the operator (ALLOW_PRIVATE_NETWORKS).',
    'pt-BR':
      'Esse host não leva a um endereço público, por isso nada foi enviado. Corrija a URL; uma rede privada é liberada por quem opera o servidor (ALLOW_PRIVATE_NETWORKS).',
    es: 'Ese host no lleva a una dirección pública, por eso no se envió nada. Corrija la URL; una red privada la abre quien opera el servidor (ALLOW_PRIVATE_NETWORKS).',
  },
  port_not_allowed: {
    en: 'The operator of this server does not allow that port. Use 443, or ask for it to be opened.',
    'pt-BR': 'Quem opera este servidor não permite essa porta. Use a 443, ou peça a liberação.',
    es: 'Quien opera este servidor no permite ese puerto. Use el 443, o pida que lo abran.',
  },
  scheme_not_allowed: {
    en: 'Only https is allowed here. Give your system a certificate and enter its https address.',
    'pt-BR': 'Aqui só é permitido https. Instale um certificado no seu sistema e informe o endereço https.',
    es: 'Aquí solo se permite https. Instale un certificado en su sistema e indique su dirección https.',
  },
  CERT_HAS_EXPIRED: {
    en: 'The certificate of your system is not valid today. Renew it, and check the clock of the host.',
    'pt-BR': 'O certificado do seu sistema não vale hoje. Renove-o, e confira o relógio do servidor.',
    es: 'El certificado de su sistema no es válido hoy. Renuévelo, y revise el reloj del servidor.',
  },
  CERT_NOT_TRUSTED: {
    en: "The certificate of your system is not signed by an authority that this server trusts. Use one of a public authority (such as Let's Encrypt), or have the operator add yours (WEBHOOK_CA_FILE).",
    'pt-BR':
      "O certificado do seu sistema não foi assinado por ninguém em quem este servidor confia. Use um de uma autoridade pública (como a Let's Encrypt), ou peça a quem opera que adicione a sua (WEBHOOK_CA_FILE).",
    es: "El certificado de su sistema no está firmado por nadie en quien este servidor confíe. Use uno de una autoridad pública (como Let's Encrypt), o pida a quien opera que añada la suya (WEBHOOK_CA_FILE).",
  },
  CERT_CHAIN_INCOMPLETE: {
    en: 'Your system sends its certificate without the intermediate ones. Browsers fetch them, servers do not: install the full chain (fullchain.pem).',
    'pt-BR':
      'O seu sistema envia o certificado sem os intermediários. Navegadores os buscam, servidores não: instale a cadeia completa (fullchain.pem).',
    es: 'Su sistema envía el certificado sin los intermedios. Los navegadores los buscan, los servidores no: instale la cadena completa (fullchain.pem).',
  },
  CERT_WRONG_NAME: {
    en: 'The certificate of your system is for another name. Enter the URL with the name of the certificate, or get one for this name.',
    'pt-BR':
      'O certificado do seu sistema é de outro nome. Informe a URL com o nome do certificado, ou obtenha um para este nome.',
    es: 'El certificado de su sistema es de otro nombre. Indique la URL con el nombre del certificado, u obtenga uno para este nombre.',
  },
  NOT_TLS: {
    en: 'That port speaks no TLS. Enter http:// if your system has no certificate, or the port of https.',
    'pt-BR': 'Essa porta não fala TLS. Informe http:// se o seu sistema não tem certificado, ou a porta do https.',
    es: 'Ese puerto no habla TLS. Indique http:// si su sistema no tiene certificado, o el puerto de https.',
  },
  TLS_FAILED: {
    en: 'No encrypted connection could be opened. Your system should offer TLS 1.2 or newer, and must not ask for a client certificate.',
    'pt-BR':
      'A conexão cifrada não foi estabelecida. O seu sistema deve oferecer TLS 1.2 ou mais novo, e não pode exigir certificado de cliente.',
    es: 'La conexión cifrada no se estableció. Su sistema debe ofrecer TLS 1.2 o posterior, y no puede exigir un certificado de cliente.',
  },
  NOT_HTTP: {
    en: 'The response is not HTTP/1.1. Another program listens at that port, or a proxy garbles the response.',
    'pt-BR': 'A resposta não é HTTP/1.1. Outro programa atende nessa porta, ou um proxy estraga a resposta.',
    es: 'La respuesta no es HTTP/1.1. Otro programa atiende en ese puerto, o un proxy estropea la respuesta.',
  },
  TOO_MANY_INTERIM: {
    en: 'Your system sent only provisional responses (1xx) and never a final one. Look into its configuration.',
    'pt-BR': 'O seu sistema enviou respostas provisórias (1xx) sem fim e nenhuma resposta. Veja a configuração dele.',
    es: 'Su sistema envió respuestas provisionales (1xx) sin fin y ninguna respuesta. Revise su configuración.',
  },
  HEADER_INVALID: {
    en: 'An additional header of this endpoint cannot be sent. Save the headers again.',
    'pt-BR': 'Um cabeçalho adicional deste endpoint não pode ser enviado. Grave os cabeçalhos novamente.',
    es: 'Una cabecera adicional de este endpoint no se puede enviar. Guarde las cabeceras de nuevo.',
  },
  PROXY_FAILED: {
    en: 'The outgoing proxy of this server did not open a connection. The operator should look at WEBHOOK_PROXY.',
    'pt-BR': 'O proxy de saída deste servidor não abriu a conexão. Quem opera o servidor deve verificar WEBHOOK_PROXY.',
    es: 'El proxy de salida de este servidor no abrió la conexión. Quien opera el servidor debe revisar WEBHOOK_PROXY.',
  },
  EMFILE: {
    en: 'This server has too many files and connections open. The operator should raise the limit (ulimit -n).',
    'pt-BR':
      'Este servidor tem arquivos e conexões demais abertos. Quem opera o servidor deve aumentar o limite (ulimit -n).',
    es: 'Este servidor tiene demasiados archivos y conexiones abiertos. Quien opera el servidor debe subir el límite (ulimit -n).',
  },
  FAILED: {
    en: 'The request failed.',
    'pt-BR': 'A requisição falhou.',
    es: 'La petición falló.',
  },
} satisfies Record<string, Texts>

export type FailureCode = keyof typeof FAILURES

export const isFailureCode = (code: string): code is FailureCode => Object.hasOwn(FAILURES, code)

const REDIRECT: Texts = {
  en: 'Your system says that it has moved. Redirects are not followed: enter this URL.',
  'pt-BR': 'O seu sistema responde que mudou de endereço. Redirecionamentos não são seguidos: informe esta URL.',
  es: 'Su sistema responde que se mudó. Las redirecciones no se siguen: indique esta URL.',
}

/** By the status; where it is not listed, by its first digit. 2xx needs no text. */
const STATUSES: Record<number, Texts> = {
  401: {
    en: 'Your system wants to know who posts. Set the token or the header that it checks.',
    'pt-BR': 'O seu sistema quer saber quem envia. Informe o token ou o cabeçalho que ele confere.',
    es: 'Su sistema quiere saber quién envía. Indique el token o la cabecera que comprueba.',
  },
  403: {
    en: 'Your system, or a firewall in front of it, does not let this server in. Check token, headers and allowed addresses.',
    'pt-BR':
      'O seu sistema, ou um firewall na frente dele, não deixa este servidor entrar. Verifique token, cabeçalhos e endereços permitidos.',
    es: 'Su sistema, o un firewall delante de él, no deja entrar a este servidor. Revise token, cabeceras y direcciones permitidas.',
  },
  404: {
    en: 'The host responds, and there is nothing at that path. Correct the URL; in n8n activate the workflow and use its production URL.',
    'pt-BR':
      'O servidor responde, e não há nada nesse caminho. Corrija a URL; no n8n, ative o workflow e use a URL de produção.',
    es: 'El servidor responde, y no hay nada en esa ruta. Corrija la URL; en n8n active el workflow y use su URL de producción.',
  },
  405: {
    en: 'That path takes no POST. Set your webhook to POST, or correct the URL.',
    'pt-BR': 'Esse caminho não aceita POST. Configure o seu webhook como POST, ou corrija a URL.',
    es: 'Esa ruta no acepta POST. Configure su webhook como POST, o corrija la URL.',
  },
  408: {
    en: 'Your system waited too long for the body. It is overloaded, or the line to it is slow.',
    'pt-BR': 'O seu sistema esperou demais pelo corpo. Ele está sobrecarregado, ou a rede até ele é lenta.',
    es: 'Su sistema esperó demasiado por el cuerpo. Está sobrecargado, o la red hasta él es lenta.',
  },
  410: {
    en: 'Your system says that it wants no more deliveries, ever.',
    'pt-BR': 'O seu sistema diz que não quer mais entregas.',
    es: 'Su sistema dice que no quiere más entregas.',
  },
  413: {
    en: 'The event is too large for your system. Raise its limit (nginx: client_max_body_size), or switch mediaBase64 off.',
    'pt-BR':
      'O evento é grande demais para o seu sistema. Aumente o limite dele (nginx: client_max_body_size), ou desligue mediaBase64.',
    es: 'El evento es demasiado grande para su sistema. Suba su límite (nginx: client_max_body_size), o apague mediaBase64.',
  },
  429: {
    en: 'Your system asks for fewer deliveries at a time. Set the deliveries per second of this endpoint (rateLimit) to what it can take.',
    'pt-BR':
      'O seu sistema pede menos entregas por vez. Ajuste as entregas por segundo deste webhook (rateLimit) ao que ele suporta.',
    es: 'Su sistema pide menos entregas a la vez. Ajuste las entregas por segundo de este webhook (rateLimit) a lo que soporta.',
  },
  502: {
    en: 'The proxy in front of your system runs, and the program behind it does not respond. Start it.',
    'pt-BR': 'O proxy na frente do seu sistema funciona, e o programa atrás dele não responde. Inicie-o.',
    es: 'El proxy delante de su sistema funciona, y el programa detrás de él no responde. Inícielo.',
  },
  504: {
    en: 'The proxy in front of your system gave up waiting for the program behind it. Respond first and work afterwards.',
    'pt-BR':
      'O proxy na frente do seu sistema desistiu de esperar o programa atrás dele. Responda primeiro e trabalhe depois.',
    es: 'El proxy delante de su sistema dejó de esperar al programa detrás de él. Responda primero y trabaje después.',
  },
}

const CLASSES: Record<number, Texts> = {
  3: REDIRECT,
  4: {
    en: 'Your system refused the delivery. Its response says why.',
    'pt-BR': 'O seu sistema recusou a entrega. A resposta dele diz por quê.',
    es: 'Su sistema rechazó la entrega. Su respuesta dice por qué.',
  },
  5: {
    en: 'Your system failed at this delivery. Look into its log at this time.',
    'pt-BR': 'O seu sistema falhou nesta entrega. Veja o log dele nesse horário.',
    es: 'Su sistema falló con esta entrega. Mire su registro a esa hora.',
  },
}

/** A page for people instead of a response to a program: a sign-in page, or the home page of a site. */
const HTML: Texts = {
  en: 'Your system responded with a web page. Check that the URL is the one of the webhook, not of a sign-in page.',
  'pt-BR': 'O seu sistema respondeu com uma página web. Confira se a URL é a do webhook, e não a de uma tela de login.',
  es: 'Su sistema respondió con una página web. Compruebe que la URL sea la del webhook, y no la de una pantalla de acceso.',
}

/** `CODE: detail` as failure.ts writes it, in words; undefined when the table has no such code. */
export function explainFailure(failure: string, language: Language): string | undefined {
  const [, code = '', detail = ''] = /^([A-Za-z][A-Za-z0-9_]*)(?:: (.*))?$/s.exec(failure) ?? []
  if (!isFailureCode(code)) return undefined
  return detail === '' ? `${FAILURES[code][language]} [${code}]` : `${FAILURES[code][language]} [${code}: ${detail}]`
}

/**
 * What a person should do about a status; undefined when there is nothing to do. `url` is where the request went, to complete a
 * `location`.
 */
export function explainStatus(
  status: number,
  headers: Readonly<Record<string, string>>,
  language: Language,
  url?: string,
): string | undefined {
  const { location, 'content-type': contentType } = headers
  if (status >= 200 && status < 300) return /^text\/html\b/i.test(contentType ?? '') ? HTML[language] : undefined
  if (status >= 300 && status < 400 && location !== undefined) {
    return `${REDIRECT[language]} ${URL.parse(location, url)?.href ?? location}`
  }
  const texts = STATUSES[status === 503 ? 502 : status === 524 ? 504 : status] ?? CLASSES[Math.floor(status / 100)]
  return texts?.[language]
}

export interface Answered {
  status: number | null
  /** `CODE: detail`, or `HTTP <status>` as breakers keep it. */
  error: string | null
  headers?: Readonly<Record<string, string>> | null
  url?: string
}

/** Cause and cure of an attempt; null when there is nothing to do. */
export function explain({ status, error, headers, url }: Answered, language: Language): string | null {
  const seen = status ?? (Number(/^HTTP (\d{3})\b/.exec(error ?? '')?.[1] ?? 0) || null)
  if (seen !== null) return explainStatus(seen, headers ?? {}, language, url) ?? null
  return error === null ? null : (explainFailure(error, language) ?? error)
}
