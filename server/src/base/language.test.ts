import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOf } from './language.ts'

test('the language that is wanted most, whatever its region; English when it is none of ours', () => {
  const cases = [
    [undefined, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['pt', 'pt-BR'],
    ['pt-PT,en;q=0.5', 'pt-BR'],
    ['es-419', 'es'],
    ['de,es;q=0.4,en;q=0.3', 'es'],
    ['en;q=0.3, PT-br;q=0.9', 'pt-BR'],
    ['pt;q=0', 'en'],
    ['constructor, __proto__', 'en'],
    ['fr;q=1,;;;,,', 'en'],
  ] as const
  for (const [header, language] of cases) assert.equal(languageOf(header), language, header)
})
