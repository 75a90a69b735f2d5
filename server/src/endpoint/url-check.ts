/** Judges a URL while it is typed: whether we may post to it, why not, which URL would work, and what is unusual about it. */
import type { Language } from '../base/language.ts'
import type { ParsedTarget, TargetProblemCode } from '../base/outbound/address-guard.ts'

type Texts = Record<Language, string>

/** Each text gives the reason and then the remedy. Texts for addresses and ports are in base/outbound/failure-texts.ts too. */
const PROBLEMS: Record<TargetProblemCode, Texts> = {
  url_invalid: {
    en: 'This is not a complete address. It looks like https://n8n.example.com/webhook/recado.',
    'pt-BR': 'Este endereço não está completo. Ele se parece com https://n8n.example.com/webhook/recado.',
    es: 'Esta dirección no está completa. Se parece a https://n8n.example.com/webhook/recado.',
  },
  scheme_missing: {
    en: 'It has no https:// in front.',
    'pt-BR': 'Falta o https:// na frente.',
    es: 'Falta https:// delante.',
  },
  host_invalid: {
    en: 'No host can have such a name. Check it for spaces and odd characters.',
    'pt-BR': 'Nenhum servidor pode ter esse nome. Procure espaços e caracteres estranhos.',
    es: 'Ningún servidor puede llamarse así. Busque espacios y caracteres extraños.',
  },
  url_too_long: {
    en: 'It is longer than 2,000 characters. Send what is in it as headers, or shorten the path.',
    'pt-BR': 'Ela tem mais de 2.000 caracteres. Envie o que há nela como cabeçalhos, ou encurte o caminho.',
    es: 'Tiene más de 2.000 caracteres. Envíe lo que lleva como cabeceras, o acorte la ruta.',
  },
  scheme_not_allowed: {
    en: 'Only https is allowed here. Give your system a certificate and enter its https address.',
    'pt-BR': 'Aqui só é permitido https. Instale um certificado no seu sistema e informe o endereço https.',
    es: 'Aquí solo se permite https. Instale un certificado en su sistema e indique su dirección https.',
  },
  credentials_in_url: {
    en: 'A user name or password in an address ends up in logs. Leave it out, and send it as a header.',
    'pt-BR': 'Usuário ou senha em um endereço acabam em registros. Retire-os e envie-os como cabeçalho.',
    es: 'Un usuario o contraseña en una dirección termina en registros. Quítelos y envíelos como cabecera.',
  },
  port_not_allowed: {
    en: 'The operator of this server does not allow that port. Use 443, or ask for it to be opened (WEBHOOK_PORTS).',
    'pt-BR': 'Quem opera este servidor não permite essa porta. Use a 443, ou peça a liberação (WEBHOOK_PORTS).',
    es: 'Quien opera este servidor no permite ese puerto. Use el 443, o pida que lo abran (WEBHOOK_PORTS).',
  },
  address_blocked: {
    en: 'That is an address of an internal network, or of this server. Use a public one; the operator can open a private network (ALLOW_PRIVATE_NETWORKS).',
    'pt-BR':
      'Esse é um endereço de rede interna, ou deste servidor. Use um público; quem opera o servidor pode liberar uma rede privada (ALLOW_PRIVATE_NETWORKS).',
    es: 'Esa es una dirección de una red interna, o de este servidor. Use una pública; quien opera el servidor puede abrir una red privada (ALLOW_PRIVATE_NETWORKS).',
  },
}

const WARNINGS = {
  n8n_test_url: {
    en: "This is n8n's test address: it responds only while its editor listens, and only once. For real use, enter the production address.",
    'pt-BR':
      'Este é o endereço de teste do n8n: só responde enquanto o editor está escutando, e uma vez. Para valer, use o endereço de produção.',
    es: 'Esta es la dirección de prueba de n8n: solo responde mientras el editor escucha, y una vez. Para usarla de verdad, es la de producción.',
  },
  not_encrypted: {
    en: 'http is not encrypted: everybody on the way can read what your customers write.',
    'pt-BR': 'http não é cifrado: quem estiver no caminho lê o que os seus clientes escrevem.',
    es: 'http no va cifrado: quien esté en el camino lee lo que escriben sus clientes.',
  },
} satisfies Record<string, Texts>

export type UrlWarning = keyof typeof WARNINGS

export interface UrlCheck {
  isAllowed: boolean
  code: TargetProblemCode | null
  /** Why not, and what to do. */
  reason: string | null
  /** A URL that would work, or would work better. */
  suggestion: string | null
  warnings: { code: UrlWarning; text: string }[]
}

/** No name is looked up, because the time that takes would show which names our own network knows. The test request does it. */
export function checkUrl(parse: (url: string) => ParsedTarget, text: string, language: Language): UrlCheck {
  const parsed = parse(text.trim())
  if (!parsed.ok) {
    const better = betterThan(text.trim(), parsed.code)
    const suggestion = better !== null && parse(better).ok ? better : null
    return { isAllowed: false, code: parsed.code, reason: PROBLEMS[parsed.code][language], suggestion, warnings: [] }
  }
  const { url } = parsed
  const isTest = /^\/(?:.*\/)?webhook-test\//.test(url.pathname)
  const codes: UrlWarning[] = [
    ...(isTest ? (['n8n_test_url'] as const) : []),
    ...(url.protocol === 'http:' ? (['not_encrypted'] as const) : []),
  ]
  return {
    isAllowed: true,
    code: null,
    reason: null,
    suggestion: isTest ? url.href.replace('/webhook-test/', '/webhook/') : null,
    warnings: codes.map(code => ({ code, text: WARNINGS[code][language] })),
  }
}

function betterThan(text: string, code: TargetProblemCode): string | null {
  if (code === 'scheme_missing') return URL.parse(`https://${text}`)?.href ?? null
  const url = URL.parse(text)
  if (url === null) return null
  if (code === 'scheme_not_allowed' && url.protocol === 'http:') return url.href.replace(/^http:/, 'https:')
  if (code !== 'credentials_in_url') return null
  url.username = ''
  url.password = ''
  return url.href
}
