/** The shape of the project: who may import whom, how wide the doors are, who writes which table. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** For each folder of server/src, those it may import. Access is asked by routes; others may take its types. */
const MAY_IMPORT: Record<string, string[]> = {
  base: [],
  access: ['base'],
  webhook: ['outbox', 'base'],
  outbox: ['base'],
  desk: ['outbox', 'base'],
  channel: ['desk', 'base'],
  'external-api': ['desk', 'base'],
  // Beside the flow: they look at it, and nothing in it knows them.
  alerts: ['webhook', 'base'],
  observe: ['webhook', 'base'],
  demo: ['access', 'base'],
}
const ASKS_ACCESS = /routes?\.ts$|schemas\.ts$/
const TAKES_TYPES = /^import type [^']*'[./]+access\/index\.ts'/m
const MOST_NAMES_AT_A_DOOR = 12
const MOST_LINES = 400

const isTest = (file: string) => file.endsWith('.test.ts')

function mayAskAccess(file: string): boolean {
  return ASKS_ACCESS.test(file) || TAKES_TYPES.test(readFileSync(join(ROOT, file), 'utf8'))
}

function filesBelow(folder: string): string[] {
  return globSync(`${folder}/**/*.{ts,tsx,js,mjs}`, {
    cwd: ROOT,
    exclude: path => path.endsWith('node_modules'),
  }).sort()
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s+'([^']+)'|\bimport\(\s*'([^']+)'|(?:^|\n)import '([^']+)'/g,
  )
  return [...found].map(match => (match[1] ?? match[2] ?? match[3]) as string)
}

/** The path of an imported file, seen from the root; undefined for a package. */
function targetOf(file: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? relative(ROOT, join(ROOT, dirname(file), specifier)) : undefined
}

const folderOf = (file: string) => /^server\/src\/([^/]+)\//.exec(file)?.[1]

const sources = filesBelow('server/src').filter(file => !isTest(file))

test('calls run one way: channel, desk, outbox, webhook, base', () => {
  const wrong: string[] = []
  for (const file of sources) {
    const from = folderOf(file)
    const allowed = from === undefined ? undefined : MAY_IMPORT[from]
    if (allowed === undefined) continue
    for (const target of importsOf(file).map(specifier => targetOf(file, specifier))) {
      const to = target === undefined ? undefined : folderOf(target)
      const isAllowed =
        to === undefined || to === from || allowed.includes(to) || (to === 'access' && mayAskAccess(file))
      if (!isAllowed) wrong.push(`${file} imports ${target}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('every folder has its place in the flow', () => {
  const folders = new Set(sources.map(folderOf).filter(folder => folder !== undefined && folder !== 'commands'))
  assert.deepEqual(
    [...folders].filter(folder => !Object.hasOwn(MAY_IMPORT, folder as string)),
    [],
  )
})

test('nothing in a folder imports what wires it: app, main or a command', () => {
  const wiring = /^server\/src\/(app|main)\.ts$|^server\/src\/commands\//
  const wrong = sources
    .filter(file => folderOf(file) !== undefined && folderOf(file) !== 'commands')
    .flatMap(file => importsOf(file).map(specifier => ({ file, target: targetOf(file, specifier) })))
    .filter(({ target }) => target !== undefined && wiring.test(target))
  assert.deepEqual(wrong, [])
})

test('a folder is entered through its door', () => {
  const wrong: string[] = []
  for (const file of sources) {
    for (const target of importsOf(file).map(specifier => targetOf(file, specifier))) {
      const to = target === undefined ? undefined : folderOf(target)
      if (to === undefined || to === folderOf(file) || !existsSync(join(ROOT, 'server/src', to, 'index.ts'))) continue
      if (target !== `server/src/${to}/index.ts`) wrong.push(`${file} imports ${target}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('a door offers at most a dozen names', () => {
  const wide = sources
    .filter(file => /^server\/src\/[^/]+\/index\.ts$/.test(file))
    .map(file => {
      const text = readFileSync(join(ROOT, file), 'utf8')
      const lists = [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)].map(match => match[1] as string)
      const names = lists
        .flatMap(list => list.split(','))
        .filter(name => name.trim() !== '' && !/^\s*type\s/.test(name))
      return { file, names: names.length }
    })
    .filter(({ names }) => names > MOST_NAMES_AT_A_DOOR)
  assert.deepEqual(wide, [])
})

/** Position and event must be born in one statement, so the outbox adds deliveries and moves a lane's tail. */
const WRITTEN_BY_TWO = ['deliveries: outbox,webhook', 'lanes: outbox,webhook']

test('each table is written by exactly one folder', () => {
  const writers = new Map<string, Set<string>>()
  const tables = new Set(
    readFileSync(join(ROOT, 'server/schema.sql'), 'utf8').match(/(?<=^create (?:unlogged )?table )\w+/gm),
  )
  for (const file of sources) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    for (const [, table = ''] of text.matchAll(
      /\b(?:insert into|update|delete from|truncate)\s+(?:only\s+)?(\w+)\b/g,
    )) {
      const folder = folderOf(file) ?? file
      if (tables.has(table)) writers.set(table, (writers.get(table) ?? new Set()).add(folder))
    }
  }
  const shared = [...writers]
    .filter(([, folders]) => folders.size > 1)
    .map(([table, folders]) => `${table}: ${[...folders]}`)
  assert.deepEqual(shared.sort(), WRITTEN_BY_TWO)
})

test('of the outbox, append.ts alone places deliveries', () => {
  const placing = /\b(?:insert into|update|delete from)\s+(?:only\s+)?(?:lanes|deliveries)\b/
  const files = sources.filter(
    file => folderOf(file) === 'outbox' && placing.test(readFileSync(join(ROOT, file), 'utf8')),
  )
  assert.deepEqual(files, ['server/src/outbox/append.ts'])
})

test('the receiver imports nothing but Node; panel and emulator know nothing of the server', () => {
  const own = /^\.|^node:|^@recado\//
  const receiver = filesBelow('receiver/src').filter(file => !isTest(file))
  const strangers = receiver.flatMap(file =>
    importsOf(file)
      .filter(name => !own.test(name))
      .map(name => `${file} imports ${name}`),
  )
  assert.deepEqual(strangers, [])
  const outside = [...filesBelow('panel'), ...filesBelow('emulator'), ...filesBelow('receiver')].filter(
    file => !isTest(file),
  )
  const intruders = outside.filter(file =>
    importsOf(file).some(specifier => specifier === 'recado' || targetOf(file, specifier)?.startsWith('server/')),
  )
  assert.deepEqual(intruders, [])
})

test('no file written by hand is longer than 400 lines', () => {
  const all = ['server', 'receiver', 'emulator', 'panel', 'scripts', 'bench', 'examples'].flatMap(filesBelow)
  const long = all
    .filter(file => !/generated|routeTree/.test(file))
    .map(file => ({ file, lines: readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > MOST_LINES)
  assert.deepEqual(long, [])
})
