/** Every text is there in three languages, is used, and fills in the same values. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const SRC = fileURLToPath(new URL('../', import.meta.url))
const LANGUAGES = ['pt-BR', 'en', 'es']
const PLURAL = /_(?:zero|one|two|few|many|other)$/

const features = globSync('*/texts', { cwd: SRC }).map(path => path.split(/[\\/]/)[0] as string)
const sources = globSync('**/*.{ts,tsx}', { cwd: SRC, exclude: path => /generated/.test(path) })
  .filter(path => !/\.test\.|\.d\.ts$/.test(path))
  .map(path => readFileSync(SRC + path, 'utf8'))

function flatten(texts: object, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') flat.set(prefix + key, value)
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text)
  }
  return flat
}

const textsOf = (feature: string, language: string) =>
  flatten(JSON.parse(readFileSync(`${SRC}${feature}/texts/${language}.json`, 'utf8')))

const values = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map(match => match[1]).sort()

/** Written out as a string, or as the part of a template before its first `${`. */
function isUsed(key: string, text: string): boolean {
  const bare = key.replace(PLURAL, '')
  if (text.includes(`'${bare}'`)) return true
  const parts = bare.split('.')
  return parts.some((_, at) => at > 0 && text.includes(`\`${parts.slice(0, at).join('.')}.\${`))
}

test('every feature has its texts, and i18n/types.d.ts knows it', () => {
  assert.ok(features.length >= 5, features.join())
  const known = readFileSync(`${SRC}i18n/types.d.ts`, 'utf8')
  for (const feature of features) assert.match(known, new RegExp(`'\\.\\./${feature}/texts/pt-BR\\.json'`))
})

for (const feature of features) {
  const portuguese = textsOf(feature, 'pt-BR')

  test(`${feature}: no text is missing in a language, or empty, or fills in other values`, () => {
    for (const language of LANGUAGES) {
      const texts = textsOf(feature, language)
      assert.deepEqual([...texts.keys()].sort(), [...portuguese.keys()].sort(), language)
      for (const [key, text] of texts) {
        assert.notEqual(text.trim(), '', `${language} ${key}`)
        assert.deepEqual(values(text), values(portuguese.get(key) as string), `${language} ${key}`)
      }
    }
  })

  test(`${feature}: no text is unused`, () => {
    const named = new RegExp(`(?:useTranslation\\(|ns: )'${feature}'`)
    const users = sources.filter(text => named.test(text))
    assert.ok(users.length > 0, `nothing takes its texts from '${feature}'`)
    const unused = [...portuguese.keys()].filter(key => !users.some(text => isUsed(key, text)))
    assert.deepEqual(unused, [])
  })
}
