/** How people read a body: its colours, its differences, and a command that posts exactly the same bytes. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { curlOf } from './curl.ts'
import { diff, pretty, tokensOf } from './json.ts'

test('tokens put together again are the line, whatever is in its strings', () => {
  for (const line of [
    '  "a\\"b: 1": "x, \\"true\\" 12",',
    '"n": -1.5e+3, true, null',
    '}, {',
    '"não": "☀️ \\u00e9"',
    '',
  ]) {
    assert.equal(
      tokensOf(line)
        .map(({ text }) => text)
        .join(''),
      line,
    )
  }
  const kinds = tokensOf('"messageId": null').map(({ kind }) => kind)
  assert.deepEqual(kinds, ['key', 'plain', 'plain', 'word'])
  assert.deepEqual(
    tokensOf('  "12: true"').map(({ kind }) => kind),
    ['plain', 'string'],
  )
})

test('large numbers stay as they were written', () => {
  assert.deepEqual(pretty('{"protocol":202605081430109561123}'), ['{', '  "protocol": 202605081430109561123', '}'])
  assert.equal(pretty('<html>'), undefined)
})

test('a comparison keeps all of the new text, and all of the old one', () => {
  const [before, after] = ['{"a":1,"b":[1,2],"c":null}', '{"a":2,"b":[1,2,3],"d":null}'].map(text => pretty(text)!)
  const lines = diff(before!, after!)!
  const texts = (...kinds: string[]) => lines.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text)
  assert.deepEqual(texts('same', 'added'), after)
  assert.deepEqual(
    texts('removed').map(text => text.trim()),
    ['"a": 1,', '"c": null'],
  )
  assert.equal(diff(Array(3_000).fill('x'), Array(3_000).fill('y')), undefined)
})

test('the command passes the body and the headers through a shell unchanged', () => {
  const body = `{"messageBody":"it's $HOME \\"x\\" \`id\` ☀️\\n"}`
  const headers = [
    { name: 'recado-event', value: 'message' },
    { name: 'x-n8n-api-key', value: null },
    { name: 'webhook-signature', value: null },
  ]
  const command = curlOf({ url: "https://example.com/a'b?c=$d", headers, body })
  const args = execFileSync('/bin/sh', ['-c', command.replace(/^curl/, 'printf "%s\\\\0"')], { encoding: 'utf8' })
  assert.deepEqual(args.split('\0').slice(0, -1), [
    '-i',
    '-X',
    'POST',
    "https://example.com/a'b?c=$d",
    '-H',
    'recado-event: message',
    '-H',
    'x-n8n-api-key: <x-n8n-api-key>',
    '--data-raw',
    body,
  ])
})
