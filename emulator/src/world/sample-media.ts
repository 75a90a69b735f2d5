import { oggSilence } from './ogg-silence.ts'

/** A small file of each kind, for a customer who sends something when its content does not matter. */
export type Sample = { bytes: Buffer; mimeType: string; filename: string | null }

/** A loaf of bread, 240 by 160. */
const jpeg =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAA' +
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' +
  'AAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAA' +
  'ABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1' +
  'AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAP' +
  'KnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/' +
  '2wBDAA4KCw0LCQ4NDA0QDw4RFiQXFhQUFiwgIRokNC43NjMuMjI6QVNGOj1OPjIySGJJTlZYXV5dOEVmbWVabFNbXVn/2wBDAQ8QEBYTFioXFy' +
  'pZOzI7WVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVn/wAARCACgAPADASIAAhEBAxEB/8QAGgABAQEB' +
  'AQEBAAAAAAAAAAAAAAIFBAYBA//EADMQAAICAgEBBQUHBQEBAAAAAAARAQIDBAUhEhMxQVEiYXFywQYVMoGRoeEjM2Kx0VKi/8QAGQEBAQEBAQ' +
  'EAAAAAAAAAAAAAAAIBAwQF/8QAHxEBAAMAAQUBAQAAAAAAAAAAAAECEQMSEyExQVFC/9oADAMBAAIRAxEAPwD1DDJYZ8jH0lMMlhjBTDJYYwUw' +
  'yWGMFMMlhjBTDJYYwUwyWGMFMMlhjBTDJYYwUwyWGMFMMlhjBTDJYYwUwyWGMFMMlhjBTDJYYwSwyWGVgphksMYKYZLDGCmGSwxgphksMYKYZL' +
  'DGCmGSwxgphksMYKYZLDGCmGSwxgphksMYKYZLDGCmGSwxgphksMYKYZLDGCWGSwysFMMlhjBTDJYYwUwyWGMFMMlhjBTDJYYwUwyWGMFMMlhj' +
  'BTDJYYwUwyWGMFMMlhjBTDJYYwUwyWGMFMMlhjBTDJYYwSwyGGXgthkMMYLYZDDGC2GQwxgtiHMxERMzPlB16vHZM0RfJ7FJ/WT9Mu/pcfE0wV' +
  '73LHSZj6yb055lE385Hl+eLj8+TrNexH+X/D950dbBD2NiI/OKmTs8rtbHTt93X0x9DhmZmXMuSJ5Kx6hvTafcvQTt8Vi/DHeT7omf9kzzOpT+' +
  '3q2/SIMEGd23xvaj63Pv+sfh1f8A7X0H3/Ez7Wr0+f8AgwwZ3b/p2qfjejmdS3S+rK+ESVG3xWbpMd3PrMTH+jz4N7tvp2o+PSRo62eHrbET7o' +
  'mLH4ZeP2MfWKxePWv/AAwomYmJiVMHdrcttYFHb7yvpfr+5sclZ9wzptHqX6T0lT4hmjh39Lf9jNSMd58O1P1Px2+PyYXbG74/3gvp2NhkX85P' +
  'hyMMhhmYtbDIYYwWwyGGMFsMhhjBLDJYZWNUwyWGMFMMlhjBTNfR0aY8cbGwukdqInwiPWTl4nW77POS0OmPr8ZP0+0G3NYrrUn8XtXXp5Qb4r' +
  'HVLlaZmemHJyXLX2JnHgmaYfXzsZgB5bWm07LtWsVjIfartR2vB9TV3NPDTTtbFWImFL85gyTe1LRsaFYnr7PZk2nnwm85ksEH21Zraaz4xKPh' +
  'K3fxmDDn7feV7Vq+EPyOfexRh2r1iFXxiD9OMydjbrHleEdHMY+uPJHyyXm1RuWZh9qu1Ha8H1PgIW1tzTw007WxViJhS/OYMk3tS0bGhWJ6+z' +
  '2ZMK1Zraaz4xKKvH2EUn3Evhp8by19bs4szth9fOv8GYDK2ms7CrVi0ZL0m9oVvSc+v5w5rHn74Mhmh9n9q1ovrXl9mO1T3R5wRyuvGDY7dYVM' +
  'nX4T5nq8WjqhxrMxPTLiYZLDMx1UwyWGMFMMlhjBLDJYZWCmGSwxgphksMYPRcPSK6MW872mfp9DF5t/eeRz0VV+kG1wt4toRXzpaY+v1OP7Qa' +
  'trRTZpD7Mdm/ujykzljaeHCk5yTrCAB43pDU4fJ0yY5+aDLOnj8nd7lPS3syVWclNo2H3ksfd7lvS3tHKavMY3THkjylSZQtGSUnYfaWml62jx' +
  'rLNzerGbRtMekXgwjc468ZdKtZ8nWSqfib+MlhgrLSceW1J8ayiSHRqcPk6ZMc/NBy8lj7vct6W9o+cfk7vcp6W9mTs5jG6Y8keUqS/dXP1dlA' +
  'A5ujv4R/eeNR0Vn+km1zFItozb/wA2ifp9Tk+z+pNYts3j8Xs0fp5ydfNZIpozV9b2iI/39D2cUZTy8153kjHn2GSwzcd1MMlhjBTDJYYwSwyW' +
  'GXgphksMYKYZLDGDS4fajBs9i8qmTp8J8j0Voi1ZraHEwpg8Wzc4vlYtFcGxKtHSt5nx90mw4ctP6hx8lxN9btZcLth9POv8GYe4M/c4jX2Zm1' +
  'f6V586x0/Q4X4ftW05vlnlxEzWYmPGOp3bPE7WBz2O8r606/scMxMTMTCmDzzEx7d4mJ9Nbc28GXUmnbd7RExER4SZIAmdK1wO/i9imGclclor' +
  'WesM4AZE5OkxsY/fdyY8uza+KXW3u8z8ABPlsRhEzWYmPGOprbm3gy6k07bvaImIiPCTJiJmVEOTu1uK2tjr2O7r65OhVd9Qm2e5cJp8bxN9iY' +
  'yZ4mmH087Gpp8Pr66tf+rkjzt4R+RonenD9s435vlXytYpWK1iIrEKIjyPPczt9/sxjpLpj6fGfM6eU5StYtr68uZhWvE+Hugw2d5ZxU/qVMMl' +
  'hmY7qYZLDGCmGSwxghhksMrGqYZLDGCmGSwxgphksMYNXQ5fLrqmZ5cX62j4G9r7mDZrE4slbT6eEx+R4xn2JmJiYlTAcrcUWe5Pzy4MWaFlx0' +
  'v80M81r8zt4VFrxlr6Xjr+po4efw26ZsV6T61lwMcZ4rR6dOTh9O8uMc0+W0nPbgMD9nNkiPepOrHyulkhxnivutEwdFdnBeHXNjtHuvBM8dZ+' +
  'M6rwyJ+z8Pps9Pk/k+x9n489mZ+FP5NqLRPhMT8BNojxmI+JPap+N7t/1k14DBH4s2SfgoP3x8NpU8cdr/NaTrtsYKfjzY6/G0Qc+TldLH456z' +
  '8sTJscdY+M6ry6cWDFhhYsdKfLCP0MbL9oMMf2sN7z/lKM7Y5jbzOIvGKs+VOn7+JeNjitPt6La3cGrV5ckRPlWOsz+Rhb3MZdiJpijusc9J9Z' +
  'Mu1ptaZtMzM+MyfGHavFEKYZLDGOqmGSwxgphksMYKYZLDGCQSwysFAlhjBQJYYwUCWGMFAlhjBQJYYwUCWGMFAlhjBQJYYwUCWGMFAlhjBQJY' +
  'YwUCWGMFAlhjBQJYYwSwyWGXgphksMYKYZLDGCmGSwxgphksMYKYZLDGCmGSwxgphksMYKYZLDGCmGSwxgphksMYKYZLDGCmGSwxgphksMYKYZ' +
  'LDGD/9k='

/** A smiling face, 96 by 96. */
const webp =
  'UklGRggIAABXRUJQVlA4WAoAAAAwAAAAXwAAXwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAA' +
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' +
  'AAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAA' +
  'ABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1' +
  'AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAP' +
  'KnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZB' +
  'TFBI+gIAAA2Qu///4jRf3OU2YkWDOyEPkzvJ1YuzwRr4U0pWGN0lSRXJCAc1ZAiuSTesim6/+93v961OETEB8J+sX2aSPlajFoQAuDw58Rztbr' +
  'pWLvEwFBizgNBfEFTaWH2S/4q0sIRBemV5KNBNNhizv868XuPMJMaAkoHF5Rm7NgdHD+tCQHG1WPt1aIqT4pZQYNKn7uFFr5MDVXsCMBvQUrjV' +
  '/Zk10wNg+l5b1JSDKR9LPLAuVm1bb9jRdXoB+zGW265DVjKbgc9OVd8KG8b7wGtj2rTEgtEM/Ir5dkm5zPvAc1X+9IpSumbgW0zrO1TGpwN4b1' +
  'Q/v1HE4s0ddNxZlTDFA4KWbQe9qAeAYUz1lIdaO+BoVnXTKtIjAW1bTkqtgKWuqJfOg1A0oOXLJJU6wDPgwTCN2lBEoO6rg4IImPrU2uSlxaIC' +
  '5r01WVWAqybtjaxyZKB8Ro4hBJviL8syCgDboKwFGUZ0wCiR+WXhY/h0RZQB+Kb4rRAlIwRJLiI9RvpNoliMYneJNBhpjonUGKndRAJGwsmvxN' +
  'cHo4CbawL8r2/9EbokghMBoZNfi0eFkIfsSIvQEdluLEK7ZJt6hDbJXEkIuchWApLQcf0ku1wxoLMMMiUjOpKchZwAZH5+kCN9K0bGCbJnypGZ' +
  'kfc6U4WKZ0Xe6p6Iig0o2sxeiNzZadi/1iMyBFSHH/qjcTlJZ+JrCxq9QLm3WIvEkZPW/HYbEj1AvVttQsHhpueerolGYP8lKGjfsSBgBUWtdx' +
  '3cdXkpc21VN3A26AaFD/rTRK5s66D4J3t+JUdvloDBRUe+yI1tCZhctKc1cDK4Dox+6ld3cNHlBmYPrHeWaOb2rV7A8LV1p8bEmOMlMG6fVrdp' +
  'GTrqcQPz7u7t4hZ/Ri57ncDlfO+XR3XeDNwNTQK3k0NfTWaNQh6bHbh22PbSy4uCqP10zqwA92uvZ75lGg0pFFzL0gdAcmlR+uSXpI/VqAUhAC' +
  '5PTjxHu5uun4Dq1Yprc/fYfXJyA9hfo/cXGlZQOCAYAwAA0BEAnQEqYABgAD6xSp1LpySjIbf73jDgFglsBoN+gXgD9cv463AD8AFCnOzCvUt8' +
  '/gB3MXM3Op20nmA84j0t+gB/ROog9AD9Ves8/dvKoYQZQMNSz2rOCUSicQSDXC3uI/BoV+ypfzYa204uqTgsQFeBcSmLb6S0jt+1dUAOwg0PUL' +
  'gIJn/X+/7tIni3AdK0Kqs1GN8kgAD++0AczoOWCTng1DTnfpTvC0z6BgOuCh0DNCf3ZmJlY6H+qCkgFzJ4jFjSmLA4m8BkXpgzr3Fv/wzeBx0T' +
  'spavejkAHBq/3G8r1gH//lEHCRomUwRNOBWYiKnVvkx8Nnpp1RLL7wBcQtiAAFKUWmnxDL5//8uIgj2zffhrgW0gjI4O8M2NXDghQJ2Q/NVtiY' +
  'z/Yn163SxxdddoDjUjPlCOEHoIhoT4eeT8uSfieqPzY7s2lzsnnXOBdlUWsxYKSMUsK+pqe4Z6hgUZfG2PWKF7gHreUU697pe8B7GKeb5xSlWk' +
  'blHhcyPpgrS2gBYdVm0Tz/jwWh9uI0lTJ2fZ9hKow39QO3cJVbbv9f5FuPc+BiBK6+6lVNwDVcTHDTS7tgUR0WvelALyYfIdHolYlvNAd6esL9' +
  'e6rCNKs+cnBoLaiCXnAltVimLY+jSKdw+QmHD3gx7dAc4Jfb8X0mdFoGU9DHu5E8/Y/MovAfEOz7nbqvaW8OVjjJyHBR6254xT/Q0dnNIpYq7q' +
  'GzFsqOmiF57ou4599nMk3f//KyB04PfC5K1JD5NAXYMCiO4YOKmXcnBpq32wX34MbEQOzCM+KYWF01+ic2AiYn5EGroB3L7bIXddnUZpzVcqQo' +
  'uCHujUWmLtvxPqstjG0vNzkSLsM0OyHjWgcKwGZjWw/3FJBCyAF4keExwicvdHdiFfYDWCu8f9Vkr9KBjj8mwxCynRiEWhEfoCR0JeE25jwU//' +
  '/ylNcYEWf3OCVG0/VGo28EO2rK5mPDxCmErf73FPSA6rd5vKW7+a3mgiJjgz88xn2vUtYP3dj5vpb2VKxrMDZY8uu+aM6iUDHlxBDbYWppLqoA' +
  'AA'

/** The boxes of an MP4 file without a picture in them: enough to store and pass on, not to play. */
function emptyMp4(): Buffer {
  const box = (name: string, content: Buffer) => {
    const header = Buffer.alloc(8)
    header.writeUInt32BE(8 + content.length)
    header.write(name, 4)
    return Buffer.concat([header, content])
  }
  return Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2mp41', 'latin1')),
    box('free', Buffer.alloc(0)),
    box('mdat', Buffer.from('emulator')),
  ])
}

function onePagePdf(line: string): Buffer {
  const stream = `BT /F1 24 Tf 72 760 Td (${line}) Tj ET`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj${object}endobj\n`
    return offset
  })
  const table = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const start = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`
  text += `trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

const samples: Record<string, () => Sample> = {
  image: () => ({ bytes: Buffer.from(jpeg, 'base64'), mimeType: 'image/jpeg', filename: null }),
  sticker: () => ({ bytes: Buffer.from(webp, 'base64'), mimeType: 'image/webp', filename: null }),
  audio: () => ({ bytes: oggSilence(2), mimeType: 'audio/ogg; codecs=opus', filename: null }),
  video: () => ({ bytes: emptyMp4(), mimeType: 'video/mp4', filename: null }),
  document: () => ({ bytes: onePagePdf('Comprovante'), mimeType: 'application/pdf', filename: 'comprovante.pdf' }),
}

export function sampleOf(kind: string): Sample {
  const make = Object.hasOwn(samples, kind) ? samples[kind] : undefined
  if (!make) throw new RangeError(`no sample of ${kind}`)
  return make()
}
