/**
 * A text as a QR code (ISO/IEC 18004): bytes, error correction M, versions 1 to 15, which is 412 bytes. Written here because only
 * the address for an authenticator app needs one, and a package would bring every mode and version. Compared bit by bit with
 * `uqr` 0.1.3.
 */

/** Of level M, by version: codewords of correction in a block, and blocks. */
const CORRECTION = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24]
const BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10]
const LARGEST = 15
/** The two bits of level M in the format. */
const LEVEL = 0

type Grid = boolean[][]

/** Rows of modules; true is dark. */
export function qrOf(text: string): Grid {
  const bytes = [...new TextEncoder().encode(text)]
  const version = [...BLOCKS.keys()].find(each => each > 0 && bytes.length <= roomOf(each))
  if (version === undefined) throw new RangeError(`longer than ${roomOf(LARGEST)} bytes`)
  const { modules, isFixed } = drawFixed(version)
  drawBits(modules, isFixed, interleaved(dataOf(bytes, version), version))
  const masked = Array.from({ length: 8 }, (_, mask) => withMask(modules, isFixed, mask))
  return masked.reduce((best, each) => (penaltyOf(each) < penaltyOf(best) ? each : best))
}

/** Modules for data and its correction. */
function bitsOf(version: number): number {
  const alignments = version === 1 ? 0 : Math.floor(version / 7) + 2
  const fixed = version === 1 ? 0 : (25 * alignments - 10) * alignments - 55
  return (16 * version + 128) * version + 64 - fixed - (version >= 7 ? 36 : 0)
}

const codewordsOf = (version: number) => Math.floor(bitsOf(version) / 8)
const dataWordsOf = (version: number) => codewordsOf(version) - CORRECTION[version]! * BLOCKS[version]!
const lengthBits = (version: number) => (version < 10 ? 8 : 16)
const roomOf = (version: number) => Math.floor((dataWordsOf(version) * 8 - 4 - lengthBits(version)) / 8)

function dataOf(bytes: readonly number[], version: number): number[] {
  const bits: number[] = []
  const push = (value: number, count: number) => {
    for (let at = count - 1; at >= 0; at--) bits.push((value >>> at) & 1)
  }
  push(4, 4)
  push(bytes.length, lengthBits(version))
  for (const byte of bytes) push(byte, 8)
  push(0, Math.min(4, dataWordsOf(version) * 8 - bits.length))
  push(0, (8 - (bits.length % 8)) % 8)
  const words: number[] = []
  for (let at = 0; at < bits.length; at += 8) words.push(Number.parseInt(bits.slice(at, at + 8).join(''), 2))
  for (let pad = 0xec; words.length < dataWordsOf(version); pad ^= 0xec ^ 0x11) words.push(pad)
  return words
}

/** Times in the field of 256 elements, modulo x^8 + x^4 + x^3 + x^2 + 1. */
function times(a: number, b: number): number {
  let product = 0
  for (let at = 7; at >= 0; at--) product = (product << 1) ^ ((product >>> 7) * 0x11d) ^ (((b >>> at) & 1) * a)
  return product
}

function divisorOf(degree: number): number[] {
  const divisor = [...Array<number>(degree - 1).fill(0), 1]
  for (let n = 0, root = 1; n < degree; n++, root = times(root, 2)) {
    for (let at = 0; at < degree; at++) divisor[at] = times(divisor[at]!, root) ^ (divisor[at + 1] ?? 0)
  }
  return divisor
}

function correctionOf(data: readonly number[], divisor: readonly number[]): number[] {
  const rest = divisor.map(() => 0)
  for (const word of data) {
    const factor = word ^ rest.shift()!
    rest.push(0)
    for (const [at, coefficient] of divisor.entries()) rest[at]! ^= times(coefficient, factor)
  }
  return rest
}

/** Blocks word by word, the short ones first; then their corrections. */
function interleaved(data: readonly number[], version: number): number[] {
  const count = BLOCKS[version]!
  const divisor = divisorOf(CORRECTION[version]!)
  const short = Math.floor(data.length / count)
  const blocks: number[][] = []
  for (let n = 0, at = 0; n < count; n++) {
    const length = short + (n < count - (data.length % count) ? 0 : 1)
    blocks.push(data.slice(at, at + length))
    at += length
  }
  const byColumn = (rows: readonly number[][]) =>
    Array.from({ length: Math.max(...rows.map(row => row.length)) }, (_, at) =>
      rows.flatMap(row => row[at] ?? []),
    ).flat()
  return [...byColumn(blocks), ...byColumn(blocks.map(block => correctionOf(block, divisor)))]
}

function drawFixed(version: number): { modules: Grid; isFixed: Grid } {
  const size = version * 4 + 17
  const grid = (): Grid => Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const [modules, isFixed] = [grid(), grid()]
  const set = (x: number, y: number, isDark: boolean) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return
    modules[y]![x] = isDark
    isFixed[y]![x] = true
  }
  const square = (x: number, y: number, radius: number, isDark: (distance: number) => boolean) => {
    for (let dy = -radius; dy <= radius; dy++)
      for (let dx = -radius; dx <= radius; dx++) set(x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))))
  }
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0)
    set(at, 6, at % 2 === 0)
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    square(x, y, 4, d => d !== 2 && d !== 4)
  const places = alignmentsOf(version)
  const last = places.length - 1
  for (const [i, x] of places.entries())
    for (const [j, y] of places.entries()) {
      const isCorner = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)
      if (!isCorner) square(x, y, 2, d => d !== 1)
    }
  drawFormat(set, size, 0)
  if (version >= 7) {
    const bits = (version << 12) | remainderOf(version, 12, 0x1f25)
    for (let at = 0; at < 18; at++) {
      const [a, b] = [size - 11 + (at % 3), Math.floor(at / 3)]
      set(a, b, ((bits >>> at) & 1) === 1)
      set(b, a, ((bits >>> at) & 1) === 1)
    }
  }
  return { modules, isFixed }
}

function alignmentsOf(version: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2
  const places = Array.from({ length: count - 1 }, (_, at) => version * 4 + 10 - at * step)
  return [6, ...places.reverse()]
}

function remainderOf(value: number, degree: number, polynomial: number): number {
  let rest = value
  for (let at = 0; at < degree; at++) rest = (rest << 1) ^ ((rest >>> (degree - 1)) * polynomial)
  return rest
}

function drawFormat(set: (x: number, y: number, isDark: boolean) => void, size: number, mask: number): void {
  const data = (LEVEL << 3) | mask
  const bits = ((data << 10) | remainderOf(data, 10, 0x537)) ^ 0x5412
  const bit = (at: number) => ((bits >>> at) & 1) === 1
  for (let at = 0; at <= 5; at++) set(8, at, bit(at))
  set(8, 7, bit(6))
  set(8, 8, bit(7))
  set(7, 8, bit(8))
  for (let at = 9; at < 15; at++) set(14 - at, 8, bit(at))
  for (let at = 0; at < 8; at++) set(size - 1 - at, 8, bit(at))
  for (let at = 8; at < 15; at++) set(8, size - 15 + at, bit(at))
  set(8, size - 8, true)
}

/** Goes up and down in pairs of columns from the right, around the fixed modules. */
function drawBits(modules: Grid, isFixed: Grid, words: readonly number[]): void {
  const size = modules.length
  let at = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step++) {
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step
        if (isFixed[y]![x] || at >= words.length * 8) continue
        modules[y]![x] = ((words[at >>> 3]! >>> (7 - (at & 7))) & 1) === 1
        at++
      }
    }
  }
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  x => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

function withMask(modules: Grid, isFixed: Grid, mask: number): Grid {
  const turns = MASKS[mask]!
  const grid = modules.map((row, y) => row.map((isDark, x) => isDark !== (!isFixed[y]![x] && turns(x, y))))
  const set = (x: number, y: number, isDark: boolean) => {
    grid[y]![x] = isDark
  }
  drawFormat(set, grid.length, mask)
  return grid
}

/** How hard it is to read: long runs, squares of one colour, what looks like a finder, too much of one colour. */
function penaltyOf(grid: Grid): number {
  const size = grid.length
  const columns = grid.map((_, x) => grid.map(row => row[x]!))
  let penalty = 0
  for (const line of [...grid, ...columns]) {
    const text = line.map(Number).join('')
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) penalty += run.length - 2
    // A finder with four light modules on one side; beyond the edge all is light.
    const wide = `0000${text}0000`
    penalty += 40 * [...wide.matchAll(/(?=00001011101|10111010000)/g)].length
  }
  for (let y = 0; y + 1 < size; y++)
    for (let x = 0; x + 1 < size; x++) {
      const isDark = grid[y]![x]
      if (grid[y]![x + 1] === isDark && grid[y + 1]![x] === isDark && grid[y + 1]![x + 1] === isDark) penalty += 3
    }
  const dark = grid.flat().filter(Boolean).length
  return penalty + 10 * Math.max(0, Math.ceil(Math.abs(dark * 20 - size * size * 10) / (size * size)) - 1)
}
