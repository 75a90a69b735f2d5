/** WhatsApp's marks, beside what WhatsApp makes of them; and that any text at all comes through whole. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainOf, type Token, tokensOf } from './whatsapp-text.ts'

const text = (value: string): Token => ({ kind: 'text', text: value })

test('the four marks, within each other, and only around words', () => {
  assert.deepEqual(tokensOf('*a* b'), [{ kind: 'bold', inner: [text('a')] }, text(' b')])
  assert.deepEqual(tokensOf('_*a*_'), [{ kind: 'italic', inner: [{ kind: 'bold', inner: [text('a')] }] }])
  assert.deepEqual(tokensOf('~a b~.'), [{ kind: 'struck', inner: [text('a b')] }, text('.')])
  assert.deepEqual(tokensOf('`*a*`'), [{ kind: 'code', text: '*a*' }])
  for (const plain of ['2*3*4', 'x * a *', 'snake_case_name', 'a * b', '**', '*', '~', '`']) {
    assert.deepEqual(tokensOf(plain), [text(plain)], plain)
  }
})

test('lines, quotes, items and blocks', () => {
  assert.deepEqual(tokensOf('a\nb'), [text('a'), { kind: 'break' }, text('b')])
  assert.deepEqual(tokensOf('> a'), [{ kind: 'quoted', inner: [text('a')] }])
  assert.deepEqual(tokensOf('- a'), [{ kind: 'item', inner: [text('a')] }])
  assert.deepEqual(tokensOf('```\na\nb\n```'), [{ kind: 'block', text: 'a\nb' }])
  assert.equal(plainOf('```a'), '```a')
})

test('only http, https and mail are links, without the full stop after them', () => {
  const link = (found: string, href = found): Token => ({ kind: 'link', text: found, href })
  assert.deepEqual(tokensOf('Veja https://example.com/a?b=1.'), [
    text('Veja '),
    link('https://example.com/a?b=1'),
    text('.'),
  ])
  assert.deepEqual(tokensOf('www.example.com'), [link('www.example.com', 'https://www.example.com')])
  assert.deepEqual(tokensOf('ana@example.com'), [link('ana@example.com', 'mailto:ana@example.com')])
  for (const plain of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd']) {
    assert.ok(
      tokensOf(plain).every(token => token.kind !== 'link'),
      plain,
    )
  }
  assert.deepEqual(tokensOf('<b>x</b>'), [text('<b>x</b>')])
})

test('any text is kept: nothing is lost but the marks, and it takes only a moment', () => {
  const alphabet = fc.constantFrom(
    'a',
    ' ',
    '*',
    '_',
    '~',
    '`',
    '\n',
    '>',
    '-',
    '.',
    'https://a.b',
    '<i>',
    'é',
    '👩‍👩‍👧',
  )
  fc.assert(
    fc.property(fc.array(alphabet, { maxLength: 80 }), parts => {
      const letters = (value: string) => value.replace(/[*_~`\s>-]/g, '')
      assert.equal(letters(plainOf(parts.join(''))), letters(parts.join('')))
    }),
  )
  const since = performance.now()
  for (const hostile of ['*', '* *', '_a ', '`', '~a~', 'a@', 'www.', '```']) tokensOf(hostile.repeat(4_096))
  assert.ok(performance.now() - since < 2_000)
})
