/**
 * The demo: a sample company, a stand-in for WhatsApp with a phone to write from, and a receiver that shows what it got.
 * Everything runs through the production code; only Meta's and the integrator's side are stood in for.
 */
import type { Db } from '../base/db/db.ts'
import { type DemoReceiver, startDemoReceiver } from './receiver.ts'
import { type DemoDesk, seedDemo } from './seed.ts'

export { type DemoDesk, lookForDesk } from './seed.ts'

export interface DemoEdge extends AsyncDisposable {
  /** The emulator: both the Graph API and the phone page. */
  whatsAppUrl: string
  receiver: DemoReceiver
  /** Called when the API responds: fills the desk and lets WhatsApp's webhooks in. */
  connect(deps: { db: Db; dataDir: string; apiUrl: string }): Promise<DemoDesk | undefined>
}

/** Starts the edge on the two ports after the server's own; on any free one when those are taken. */
export async function startDemo(port: number, dataDir: string): Promise<DemoEdge> {
  const { createEmulator, demoDefaults } = await import('@recado/whatsapp-emulator')
  // The epoch is another one at every start, so that messages of this run do not have ids of an earlier one.
  const emulator = createEmulator({ epoch: Math.floor(Date.now() / 1_000) })
  const whatsAppUrl = await onPort(port === 0 ? 0 : port + 1, at => emulator.listen({ port: at }))
  const receiver = await onPort(port === 0 ? 0 : port + 2, at => startDemoReceiver(at, dataDir))
  return {
    whatsAppUrl,
    receiver,
    async connect({ db, dataDir, apiUrl }) {
      const desk = await seedDemo({ db, dataDir, apiUrl, receiverUrl: receiver.url, whatsApp: demoDefaults })
      if (desk === undefined) return undefined
      receiver.trust(desk.secret)
      const callbackUrl = `${apiUrl}${new URL(desk.callbackUrl).pathname}`
      emulator.control.setCallback(callbackUrl, desk.verifyToken)
      return { ...desk, callbackUrl }
    },
    async [Symbol.asyncDispose]() {
      await emulator.close()
      await receiver[Symbol.asyncDispose]()
    },
  }
}

async function onPort<T>(port: number, listen: (port: number) => Promise<T>): Promise<T> {
  try {
    return await listen(port)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return listen(0)
  }
}
