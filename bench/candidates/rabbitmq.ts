import { type Candidate, IN_FLIGHT, RETRY_DELAY_MS } from '../candidate.ts'
import { loadPeer } from '../peers.ts'
import { type Job, jobOf, openPoster } from './post.ts'

interface Message {
  content: Buffer
}
interface Channel {
  assertQueue(name: string, options: object): Promise<unknown>
  checkQueue(name: string): Promise<{ messageCount: number }>
  prefetch(count: number): Promise<unknown>
  consume(queue: string, take: (message: Message | null) => void): Promise<unknown>
  ack(message: Message): void
  nack(message: Message, allUpTo: boolean, requeue: boolean): void
  sendToQueue(queue: string, content: Buffer, options: object, confirmed?: (error: Error | null) => void): boolean
}
interface Connection {
  createChannel(): Promise<Channel>
  createConfirmChannel(): Promise<Channel>
  close(): Promise<void>
  on(event: 'error', listen: () => void): void
}
interface Amqp {
  connect(url: string): Promise<Connection>
}

const QUEUE = 'hook'
const RETRY = 'hook-retry'
const PREFETCH = IN_FLIGHT * 2

async function connect(url: string): Promise<Connection> {
  const { connect } = await loadPeer<Amqp>('amqplib')
  const connection = await connect(url)
  connection.on('error', () => {})
  return connection
}

const publish = (channel: Channel, job: Job): Promise<void> =>
  new Promise((resolve, reject) =>
    channel.sendToQueue(QUEUE, Buffer.from(JSON.stringify(job)), { persistent: true }, error =>
      error ? reject(error) : resolve(),
    ),
  )

export const rabbitmq: Candidate = {
  name: 'rabbitmq',
  title: 'RabbitMQ',
  kept: 'durable queue, persistent messages, confirmed',
  durable: true,
  ordered: false,
  servers: ['rabbitmq'],
  packages: ['amqplib'],
  settings: [
    `one durable classic queue, persistent messages, publisher confirms; prefetch ${PREFETCH}`,
    `a refused post is dead-lettered to a queue whose messages come back after ${RETRY_DELAY_MS} ms`,
  ],
  async prepare(env) {
    const connection = await connect(env.servers.rabbitmq!)
    const channel = await connection.createChannel()
    const deadLetter = (to: string) => ({ 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': to })
    await channel.assertQueue(QUEUE, { durable: true, arguments: deadLetter(RETRY) })
    await channel.assertQueue(RETRY, {
      durable: true,
      arguments: { ...deadLetter(QUEUE), 'x-message-ttl': RETRY_DELAY_MS },
    })
    await connection.close()
  },
  async openProducer(env) {
    const connection = await connect(env.servers.rabbitmq!)
    const channel = await connection.createConfirmChannel()
    return {
      accept: event => publish(channel, jobOf(event)),
      acceptMany: async events => void (await Promise.all(events.map(event => publish(channel, jobOf(event))))),
      async pending() {
        const [waiting, retrying] = await Promise.all([channel.checkQueue(QUEUE), channel.checkQueue(RETRY)])
        return waiting.messageCount + retrying.messageCount
      },
      close: () => connection.close(),
    }
  },
  async openWorker(env) {
    const connection = await connect(env.servers.rabbitmq!)
    const channel = await connection.createChannel()
    const poster = openPoster(env)
    await channel.prefetch(PREFETCH)
    let stopping = false
    const take = (message: Message | null) => {
      if (!message) return
      poster.post(JSON.parse(message.content.toString()) as Job).then(
        () => stopping || channel.ack(message),
        () => stopping || channel.nack(message, false, false),
      )
    }
    return {
      start: async () => void (await channel.consume(QUEUE, take)),
      async stop() {
        stopping = true
        await connection.close()
        await poster.close()
      },
    }
  },
}
