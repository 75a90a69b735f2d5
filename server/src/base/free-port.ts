/** Finds a free port, and checks whether a port can be listened on before anything else is done. */
import { createServer } from 'node:net'
import { OperatorError } from './operator-error.ts'

/** A port of this address that nobody listens on right now. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  return tryListening({ host, port: 0 })
}

/** Returns the port that is asked for, or a free one for 0. Refuses with a sentence when it cannot be listened on. */
export async function portToListen(at: { host: string; port: number }): Promise<number> {
  return tryListening(at).catch(error => {
    throw new OperatorError(whyNoListening(error, at), { cause: error })
  })
}

async function tryListening(at: { host: string; port: number }): Promise<number> {
  const server = createServer()
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(at.port, at.host, () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })
}

export function whyNoListening(error: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): string {
  if (error.code === 'EADDRINUSE') {
    const other = port < 65_000 ? port + 100 : port - 100
    return `Port ${port} on ${host} is taken by another program. Choose another one: PORT=${other} npm start`
  }
  if (error.code === 'EACCES')
    return `Port ${port} needs more rights than this account has. Choose one above 1023, like PORT=3100.`
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL', 'EAFNOSUPPORT'].includes(error.code ?? '')) {
    return `HOST=${host} is not an address of this machine. Use 127.0.0.1 (only this machine) or 0.0.0.0 (every network).`
  }
  return `Cannot listen on ${host}:${port}: ${error.message}`
}
