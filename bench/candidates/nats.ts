import { type Candidate, type Env, IN_FLIGHT, RETRY_DELAY_MS } from '../candidate.ts'
import { loadPeer } from '../peers.ts'
import { type Job, jobOf, openPoster } from './post.ts'

interface Message {
  string(): string
  ack(): void
  nak(delayMs: number): void
}
interface Consumer {
  info(): Promise<{ num_pending: number; num_ack_pending: number }>
  consume(options: object): Promise<unknown>
}
interface Client {
  publish(subject: string, body: string): Promise<unknown>
  consumers: { get(stream: string, consumer: string): Promise<Consumer> }
}
interface Manager {
  streams: { add(stream: object): Promise<unknown> }
  consumers: { add(stream: string, consumer: object): Promise<unknown> }
}
interface Connection {
  close(): Promise<void>
}
interface Transport {
  connect(options: object): Promise<Connection>
}
interface JetStream {
  jetstream(connection: Connection): Client
  jetstreamManager(connection: Connection): Promise<Manager>
}

const STREAM = 'hooks'
const CONSUMER = 'sender'
const PENDING = IN_FLIGHT * 2
const ACK_WAIT_MS = 30_000

async function open(env: Env): Promise<{ connection: Connection; jetStream: JetStream }> {
  const { connect } = await loadPeer<Transport>('@nats-io/transport-node')
  const jetStream = await loadPeer<JetStream>('@nats-io/jetstream')
  return { connection: await connect({ servers: env.servers.nats!.replace('nats://', '') }), jetStream }
}

export const nats: Candidate = {
  name: 'nats',
  title: 'NATS JetStream',
  kept: 'file store, written but not synced at each message',
  durable: false,
  ordered: false,
  servers: ['nats'],
  packages: ['@nats-io/transport-node', '@nats-io/jetstream'],
  settings: [
    `work-queue stream in the file store, acknowledged publishes; the store syncs to disk every two minutes (its default)`,
    `one durable pull consumer, explicit acks, at most ${PENDING} unacknowledged a worker, ack wait ${ACK_WAIT_MS / 1000} s`,
    `a refused post is given back with a delay of ${RETRY_DELAY_MS} ms`,
  ],
  async prepare(env) {
    const { connection, jetStream } = await open(env)
    const manager = await jetStream.jetstreamManager(connection)
    await manager.streams.add({ name: STREAM, subjects: ['hook'], storage: 'file', retention: 'workqueue' })
    await manager.consumers.add(STREAM, {
      durable_name: CONSUMER,
      ack_policy: 'explicit',
      ack_wait: ACK_WAIT_MS * 1_000_000,
      max_ack_pending: PENDING * 2,
    })
    await connection.close()
  },
  async openProducer(env) {
    const { connection, jetStream } = await open(env)
    const client = jetStream.jetstream(connection)
    const consumer = await client.consumers.get(STREAM, CONSUMER)
    const accept = async (job: Job) => void (await client.publish('hook', JSON.stringify(job)))
    return {
      accept: event => accept(jobOf(event)),
      acceptMany: async events => void (await Promise.all(events.map(event => accept(jobOf(event))))),
      async pending() {
        const { num_pending, num_ack_pending } = await consumer.info()
        return num_pending + num_ack_pending
      },
      close: () => connection.close(),
    }
  },
  async openWorker(env) {
    const { connection, jetStream } = await open(env)
    const consumer = await jetStream.jetstream(connection).consumers.get(STREAM, CONSUMER)
    const poster = openPoster(env)
    const callback = (message: Message) =>
      void poster.post(JSON.parse(message.string()) as Job).then(
        () => message.ack(),
        () => message.nak(RETRY_DELAY_MS),
      )
    return {
      start: async () => void (await consumer.consume({ max_messages: PENDING, callback })),
      async stop() {
        await connection.close()
        await poster.close()
      },
    }
  },
}
