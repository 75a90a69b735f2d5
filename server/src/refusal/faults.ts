/** What can be wrong with one field of a request, in every language. The code that finds the fault fills in `{name}`. */
import type { Language } from '../base/language.ts'

export type Words = Readonly<Record<Language, string>>

const words = (en: string, pt: string, es: string): Words => ({ en, 'pt-BR': pt, es })

export const FAULTS = {
  required: words('is required', 'é obrigatório', 'es obligatorio'),
  unknown: words('is not known here', 'não é conhecido aqui', 'no se conoce aquí'),
  type: words('must be {types}', 'precisa ser {types}', 'debe ser {types}'),
  enum: words('must be one of {values}', 'precisa ser um destes: {values}', 'debe ser uno de estos: {values}'),
  const: words('must be {values}', 'precisa ser {values}', 'debe ser {values}'),
  minimum: words('must be {limit} or more', 'precisa ser {limit} ou mais', 'debe ser {limit} o más'),
  maximum: words('must be {limit} or less', 'precisa ser {limit} ou menos', 'debe ser {limit} o menos'),
  exclusiveMinimum: words('must be more than {limit}', 'precisa ser maior que {limit}', 'debe ser mayor que {limit}'),
  exclusiveMaximum: words('must be less than {limit}', 'precisa ser menor que {limit}', 'debe ser menor que {limit}'),
  multipleOf: words('must be a multiple of {limit}', 'precisa ser múltiplo de {limit}', 'debe ser múltiplo de {limit}'),
  minLength: words(
    'must have at least {limit} characters',
    'precisa ter ao menos {limit} caracteres',
    'debe tener al menos {limit} caracteres',
  ),
  maxLength: words(
    'must have at most {limit} characters',
    'pode ter no máximo {limit} caracteres',
    'puede tener como máximo {limit} caracteres',
  ),
  minItems: words(
    'must have at least {limit} entries',
    'precisa ter ao menos {limit} itens',
    'debe tener al menos {limit} elementos',
  ),
  maxItems: words(
    'must have at most {limit} entries',
    'pode ter no máximo {limit} itens',
    'puede tener como máximo {limit} elementos',
  ),
  uniqueItems: words(
    'must not name the same twice',
    'não pode repetir o mesmo item',
    'no puede repetir el mismo elemento',
  ),
  minProperties: words('must change something', 'precisa alterar alguma coisa', 'debe cambiar algo'),
  maxProperties: words(
    'must have at most {limit} keys',
    'pode ter no máximo {limit} chaves',
    'puede tener como máximo {limit} claves',
  ),
  blank: words('must not be blank', 'não pode ficar em branco', 'no puede estar en blanco'),
  pattern: words('is not written as expected', 'não está no formato esperado', 'no tiene el formato esperado'),
  no_colleague: words(
    'is not the address of an active user; invite it first',
    'não é o e-mail de um usuário ativo; convide-o primeiro',
    'no es el correo de un usuario activo; invítelo primero',
  ),
  email: words('must be an e-mail address', 'precisa ser um e-mail', 'debe ser un correo electrónico'),
  'date-time': words(
    'must be an instant like 2026-01-31T12:00:00Z',
    'precisa ser um instante como 2026-01-31T12:00:00Z',
    'debe ser un instante como 2026-01-31T12:00:00Z',
  ),
  date: words('must be a day like 2026-01-31', 'precisa ser um dia como 2026-01-31', 'debe ser un día como 2026-01-31'),
  instant_past: words('must be in the future', 'precisa estar no futuro', 'debe estar en el futuro'),
  instant_far: words('must be within a year', 'precisa ser dentro de um ano', 'debe ser dentro de un año'),
  uri: words('must be a URL', 'precisa ser uma URL', 'debe ser una URL'),
  addressee_missing: words(
    'needs a number or a ticketId',
    'precisa de number ou de ticketId',
    'necesita number o ticketId',
  ),
  addressee_twice: words(
    'has {given}: give one of them',
    'tem {given}: envie só um deles',
    'tiene {given}: envíe solo uno de ellos',
  ),
  official_contents: words(
    'needs type (an interactive message), or name and language (a template)',
    'precisa de type (uma mensagem interativa) ou de name e language (um template)',
    'necesita type (un mensaje interactivo) o name y language (una plantilla)',
  ),
  telephone: words('must be a phone number', 'precisa ser um telefone', 'debe ser un teléfono'),
  invalid: words('is not valid', 'não é válido', 'no es válido'),
  nul: words(
    'holds a NUL character, which cannot be stored',
    'contém um caractere NUL, que não pode ser guardado',
    'contiene un carácter NUL, que no se puede guardar',
  ),
  surrogate: words(
    'holds half of a surrogate pair, which is not a character',
    'contém metade de um par substituto, que não é um caractere',
    'contiene la mitad de un par sustituto, que no es un carácter',
  ),
  depth: words(
    'is nested more than {limit} levels deep',
    'tem mais de {limit} níveis de profundidade',
    'tiene más de {limit} niveles de profundidad',
  ),
  timezone: words(
    'must be an IANA time zone, like America/Sao_Paulo',
    'precisa ser um fuso horário IANA, como America/Sao_Paulo',
    'debe ser una zona horaria IANA, como America/Sao_Paulo',
  ),
  retention: words(
    'must be {limit} or less on this server',
    'precisa ser {limit} ou menos neste servidor',
    'debe ser {limit} o menos en este servidor',
  ),
  span_order: words(
    'must open before it closes; after midnight it is the next day (24:00 ends a day)',
    'precisa abrir antes de fechar; depois da meia-noite já é o dia seguinte (24:00 encerra o dia)',
    'debe abrir antes de cerrar; después de medianoche ya es el día siguiente (24:00 cierra el día)',
  ),
  span_overlap: words(
    'overlaps another span of that day',
    'se sobrepõe a outro período do mesmo dia',
    'se superpone con otro período del mismo día',
  ),
  day_twice: words(
    'is a day that the list has already',
    'é um dia que já está na lista',
    'es un día que ya está en la lista',
  ),
  not_your_password: words('is not your password', 'não é a sua senha', 'no es su contraseña'),
  wrong_code: words(
    'is not right: wait for the next code, and check the clock of the phone',
    'não está certo: espere o próximo código e confira o relógio do celular',
    'no es correcto: espere el próximo código y revise la hora del teléfono',
  ),
  idempotency_key: words(
    'must be 1 to 255 visible ASCII characters',
    'precisa ter de 1 a 255 caracteres ASCII visíveis',
    'debe tener de 1 a 255 caracteres ASCII visibles',
  ),
} as const satisfies Record<string, Words>

export type FaultCode = keyof typeof FAULTS

/** The names of JSON's types, for people. */
export const TYPE_NAMES: Readonly<Record<string, Words>> = {
  integer: words('a whole number', 'um número inteiro', 'un número entero'),
  number: words('a number', 'um número', 'un número'),
  string: words('a text', 'um texto', 'un texto'),
  boolean: words('true or false', 'true ou false', 'true o false'),
  object: words('an object', 'um objeto', 'un objeto'),
  array: words('a list', 'uma lista', 'una lista'),
  null: words('null', 'null', 'null'),
}

/** One fault as a text in every language, with its places filled in. */
export function fault(code: FaultCode, params: Readonly<Record<string, string | number | Words>> = {}): Words {
  const fillIn = (language: Language) =>
    FAULTS[code][language].replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = Object.hasOwn(params, name) ? params[name] : place
      return typeof value === 'object' ? value[language] : String(value)
    })
  return { en: fillIn('en'), 'pt-BR': fillIn('pt-BR'), es: fillIn('es') }
}
