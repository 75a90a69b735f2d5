/** The problems of a channel: each has texts in three languages that say what to do, and each of Meta's codes is covered. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Language } from '../../base/language.ts'
import { failureOf, NOT_META } from '../graph/graph-error.ts'
import {
  isProblem,
  PROBLEM_CODES,
  PROBLEMS,
  problemNamed,
  problemOf,
  problemText,
  SEEN_AT_META,
  SEEN_HERE,
  showProblem,
} from './channel-problem.ts'

const LANGUAGES: Language[] = ['pt-BR', 'en', 'es']

test('each problem has a title and a whole sentence in each language, and no two languages share one', () => {
  for (const code of PROBLEM_CODES) {
    const texts = LANGUAGES.map(language => problemText(code, language))
    for (const [title, sentence] of texts) {
      assert.ok(title.length > 5 && title.length <= 60, `${code}: ${title}`)
      assert.ok(!/[.!]$/.test(title), `a title has no full stop: ${title}`)
      assert.match(sentence, /^\p{Lu}.*\.$/u, code)
      assert.ok(sentence.length > title.length && sentence.length < 400, code)
    }
    assert.equal(new Set(texts.map(([title]) => title)).size, 3, code)
    assert.equal(new Set(texts.map(([, sentence]) => sentence)).size, 3, code)
  }
})

test('no two problems have the same title, in any language', () => {
  for (const language of LANGUAGES) {
    const titles = PROBLEM_CODES.map(code => problemText(code, language)[0])
    assert.equal(new Set(titles).size, titles.length, language)
  }
})

test('names in a sentence are spelled the same in each language: permissions, settings, pages of Meta', () => {
  const names = [/whatsapp_business_messaging/, /whatsapp_business_management/, /WA_MEDIA_HOSTS/, /phone number id/]
  for (const code of PROBLEM_CODES) {
    for (const name of names) {
      const found = LANGUAGES.map(language => name.test(problemText(code, language)[1]))
      assert.equal(new Set(found).size, 1, `${code}: ${name}`)
    }
  }
})

test('a problem that stops sending is `down`; a warning stops nothing', () => {
  for (const code of PROBLEM_CODES) {
    const { severity, stopsSending } = PROBLEMS[code]
    if (stopsSending) assert.equal(severity, 'down', code)
    const shown = showProblem({ problem: code, details: 'why' }, 'en')
    assert.deepEqual([shown.code, shown.severity, shown.details], [code, severity, 'why'])
  }
  for (const code of ['not_subscribed', 'callback_elsewhere', 'webhooks_missing', 'app_secret_wrong'] as const) {
    assert.deepEqual(PROBLEMS[code], { severity: 'down', stopsSending: false }, 'it gets no posts, and can still send')
  }
})

test('each problem is found in one place: at WhatsApp, or by what happens here', () => {
  assert.deepEqual([...SEEN_HERE, ...SEEN_AT_META].sort(), [...PROBLEM_CODES].sort())
  for (const code of SEEN_HERE) assert.ok(!SEEN_AT_META.includes(code), code)
})

test('only our own codes count as problems', () => {
  for (const code of PROBLEM_CODES) assert.ok(isProblem(code))
  for (const code of [null, '', 'constructor', '__proto__', 'toString', 'TOKEN_INVALID']) {
    assert.equal(isProblem(code), false, String(code))
  }
})

const problem = (code: number, details: string | null = null) =>
  problemOf({ code, message: 'in Meta’s words', details, traceId: null })

test('what an error of Meta says about the channel itself', () => {
  const table: [code: number, problem: string][] = [
    [0, 'token_invalid'],
    [190, 'token_invalid'],
    [3, 'permission_missing'],
    [10, 'permission_missing'],
    [200, 'permission_missing'],
    [299, 'permission_missing'],
    [131005, 'permission_missing'],
    [33, 'number_unknown'],
    [100, 'number_unknown'],
    [133010, 'number_unregistered'],
    [368, 'account_restricted'],
    [131031, 'account_restricted'],
    [131037, 'name_refused'],
    [131042, 'payment_missing'],
    [131045, 'certificate_invalid'],
    [300, 'number_unknown'],
    [NOT_META, 'unreachable'],
  ]
  for (const [code, wanted] of table) assert.equal(problem(code).problem, wanted, String(code))
})

test('details are Meta’s own, otherwise its message', () => {
  assert.equal(problem(190, 'expired on Friday').details, 'expired on Friday')
  assert.equal(problem(190).details, 'in Meta’s words')
})

test('every error that breaks a channel names a problem, and that problem stops sending', () => {
  for (let code = 0; code <= 500; code++) {
    const failure = failureOf(400, { error: { code, type: 'OAuthException' } }, null, 0)
    if (failure.kind !== 'channel-broken') continue
    const { problem: found } = problemOf(failure.error)
    assert.ok(PROBLEMS[found].stopsSending, `${code} is ${found}`)
  }
  for (const code of [131005, 131031, 131037, 131042, 131045, 133010]) {
    const failure = failureOf(400, { error: { code, type: 'OAuthException' } }, null, 0)
    assert.equal(failure.kind, 'channel-broken', String(code))
    assert.ok(problemNamed(code) !== undefined && PROBLEMS[problemNamed(code)!].stopsSending, String(code))
  }
})

test('a code that says nothing about the channel names no problem', () => {
  for (const code of [131047, 131026, 130429, 1, -1, Number.NaN])
    assert.equal(problemNamed(code), undefined, String(code))
})
