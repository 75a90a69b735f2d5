/** The width and height of a video from a phone (MP4, MOV, 3GP), from the headers of its tracks. */

/** The boxes that contain a track's header. */
const ON_THE_WAY = new Set(['moov', 'trak'])
const MAX_BOXES = 10_000

interface Size {
  width: number
  height: number
}

/** The largest of several tracks; a sound track has no size. Undefined when it is not such a file. */
export function videoSize(bytes: Buffer): Size | undefined {
  const found: Size[] = []
  let boxes = 0
  const walk = (from: number, to: number) => {
    for (let at = from; at + 8 <= to && boxes++ < MAX_BOXES; ) {
      const short = bytes.readUInt32BE(at)
      const isLong = short === 1 && at + 16 <= to
      const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short
      const head = isLong ? 16 : 8
      const end = Math.min(to, at + size)
      if (size < head) return
      const type = bytes.toString('latin1', at + 4, at + 8)
      if (ON_THE_WAY.has(type)) walk(at + head, end)
      else if (type === 'tkhd') found.push(sizeIn(bytes.subarray(at + head, end)))
      at += size
    }
  }
  walk(0, bytes.length)
  return found.filter(({ width, height }) => width > 0 && height > 0).sort((a, b) => b.width - a.width)[0]
}

/** The last 8 bytes are width and height in 1/65536; before them is a matrix that may turn the picture by a quarter. */
function sizeIn(header: Buffer): Size {
  const at = header.length - 44
  if (at < 0) return { width: 0, height: 0 }
  const width = Math.round(header.readUInt32BE(at + 36) / 65_536)
  const height = Math.round(header.readUInt32BE(at + 40) / 65_536)
  const isTurned = header.readInt32BE(at) === 0 && header.readInt32BE(at + 4) !== 0
  return isTurned ? { width: height, height: width } : { width, height }
}
