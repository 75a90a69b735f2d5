/**
 * The problems that a channel can have, and what each means: whether anything can still be sent, and texts that say what it is
 * and what to do. A code never changes its meaning, because programs and alerts use it.
 */
import type { Language } from '../../base/language.ts'
import { type GraphError, NOT_META } from '../graph/graph-error.ts'
import { PROBLEM_TEXTS } from './problem-texts.ts'

/** `down`: messages do not arrive or cannot be sent. `warning`: it works, but not for long or not in full. */
interface Kind {
  severity: 'down' | 'warning'
  /** Our messages wait until it is solved. */
  stopsSending: boolean
}

const stops: Kind = { severity: 'down', stopsSending: true }
const deaf: Kind = { severity: 'down', stopsSending: false }
const warns: Kind = { severity: 'warning', stopsSending: false }

export const PROBLEMS = {
  token_invalid: stops,
  permission_missing: stops,
  number_unknown: stops,
  number_unregistered: stops,
  account_restricted: stops,
  partner_removed: stops,
  payment_missing: stops,
  name_refused: stops,
  certificate_invalid: stops,
  not_subscribed: deaf,
  callback_elsewhere: deaf,
  number_elsewhere: stops,
  webhooks_missing: deaf,
  app_secret_wrong: deaf,
  unreachable: warns,
  token_expiring: warns,
  account_mismatch: warns,
  number_flagged: warns,
  number_limited: warns,
  quality_low: warns,
  media_host: warns,
  posts_set_aside: warns,
  template_stopped: warns,
  account_warned: warns,
} as const satisfies Record<string, Kind>

export type ProblemCode = keyof typeof PROBLEMS
export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[]

/** Problems that a check at WhatsApp finds or clears. The others are found by what happens here. */
export const SEEN_HERE: readonly ProblemCode[] = [
  ...(['number_elsewhere', 'webhooks_missing', 'media_host', 'posts_set_aside'] as const),
  ...(['template_stopped', 'account_warned'] as const),
]
export const SEEN_AT_META = PROBLEM_CODES.filter(code => !SEEN_HERE.includes(code))

export interface Found {
  problem: ProblemCode
  /** Meta's own words, or the thing that it is about. */
  details: string | null
}

export interface ChannelProblem {
  code: ProblemCode
  severity: Kind['severity']
  title: string
  /** What it is and what to do, in the language of the caller. */
  sentence: string
  details: string | null
}

export function showProblem({ problem, details }: Found, language: Language): ChannelProblem {
  const [title, sentence] = problemText(problem, language)
  return { code: problem, severity: PROBLEMS[problem].severity, title, sentence, details }
}

const TEXTS: Record<ProblemCode, Record<Language, readonly [title: string, sentence: string]>> = PROBLEM_TEXTS

/** Also for alerts, which know only the code. */
export const problemText = (code: ProblemCode, language: Language): readonly [title: string, sentence: string] =>
  TEXTS[code][language]

export const isProblem = (code: string | null): code is ProblemCode => code !== null && Object.hasOwn(PROBLEMS, code)

const BY_CODE = new Map<number, ProblemCode>([
  [0, 'token_invalid'],
  [190, 'token_invalid'],
  [3, 'permission_missing'],
  [10, 'permission_missing'],
  [131005, 'permission_missing'],
  [33, 'number_unknown'],
  // The code with which Graph says that the token does not see an object.
  [100, 'number_unknown'],
  [133010, 'number_unregistered'],
  [368, 'account_restricted'],
  [131031, 'account_restricted'],
  [131037, 'name_refused'],
  [131042, 'payment_missing'],
  [131045, 'certificate_invalid'],
])

/** The problem of the channel that one of Meta's codes means, if any. */
export const problemNamed = (code: number): ProblemCode | undefined => BY_CODE.get(code)

/** The problem of the channel itself that an error of Meta means. */
export function problemOf(error: GraphError): Found {
  const byCode = error.code >= 200 && error.code <= 299 ? 'permission_missing' : BY_CODE.get(error.code)
  const problem = error.code === NOT_META ? 'unreachable' : (byCode ?? 'number_unknown')
  return { problem, details: error.details ?? error.message }
}
