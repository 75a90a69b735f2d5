/** A port for a program that must be found again after it was killed. */
import { portToListen } from '../../src/base/free-port.ts'

/**
 * Below every system's range for outgoing connections (Linux begins at 32768): a port out of that range, free when it was
 * looked at, was taken a moment later by some connection of the tests beside.
 */
const FIRST = 11_000
const COUNT = 21_000

let looked = 0

/** Different processes of tests begin at different places, so that two of them hardly ever look at the same one. */
export async function ownPort(host = '127.0.0.1'): Promise<number> {
  while (looked < COUNT) {
    const port = FIRST + ((process.pid * 97 + looked++) % COUNT)
    const isFree = await portToListen({ host, port }).then(
      () => true,
      () => false,
    )
    if (isFree) return port
  }
  throw new Error(`no port from ${FIRST} to ${FIRST + COUNT} is free`)
}
