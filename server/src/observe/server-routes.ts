/** /api/v1/server: the server itself, for those who operate it (decision 14). */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Access, requireCaller, requireOperator } from '../access/index.ts'
import type { ShownSetting } from '../base/config.ts'
import type { Db } from '../base/db/db.ts'
import { Instant, named, nullable } from '../web/schema.ts'
import { keepFor } from './keep-for.ts'
import { readServer } from './server-state.ts'

/** Pages refresh themselves often, so the database is read once for all of them. */
const KEPT_MS = 5_000

export interface ServerRoutesDeps {
  db: Db
  access: Access
  version: string
  settings: readonly ShownSetting[]
  /** The text of `/readyz`. */
  readiness: () => Promise<{ isReady: boolean; reasons: string[] }>
  /** How many stored secrets the keys of this process open. */
  secrets: () => Promise<{ current: number; older: number; closed: number }>
}

const Count = Type.Integer({ description: 'Counted up to 10,000.' })
const Bytes = Type.Integer({ description: 'Size in bytes.' })

const ProcessState = named(
  'ServerProcess',
  Type.Object({
    id: Type.Integer(),
    host: Type.String(),
    pid: Type.Integer(),
    part: Type.Unsafe<'all' | 'web' | 'dispatcher'>({ type: 'string', enum: ['all', 'web', 'dispatcher'] }),
    version: Type.String(),
    startedAt: Instant,
    seenAt: Instant,
    isAlive: Type.Boolean({ description: 'Whether the process has reported within the last 50 seconds.' }),
    eventLoopMs: Type.Integer({ description: 'By how many milliseconds its event loop was late, 99th percentile.' }),
    memoryBytes: Bytes,
    diskFreeBytes: nullable(Bytes),
    diskBytes: nullable(Bytes),
    lease: nullable(
      Type.Object({
        lanes: Type.Integer({ description: 'Lanes in its hand.' }),
        heartbeatSeconds: Type.Number({
          description: 'Seconds since its last heartbeat; above 10 other processes take its lanes.',
        }),
        isLeaving: Type.Boolean(),
      }),
    ),
  }),
)

const ServerState = named(
  'ServerState',
  Type.Object({
    version: Type.String({ description: 'The version of the process that responds.' }),
    at: Type.Unsafe<Date>({ type: 'string', format: 'date-time', description: 'When it was looked at.' }),
    isReady: Type.Boolean(),
    reasons: Type.Array(Type.String(), { description: 'What is wrong, as `/readyz` reports it.' }),
    processes: Type.Array(ProcessState),
    database: Type.Object({
      version: Type.String(),
      sizeBytes: Bytes,
      maxConnections: Type.Integer(),
      connections: Type.Record(Type.String(), Type.Integer(), { description: "Recado's own, by state." }),
    }),
    waiting: Type.Object({
      deliveries: Type.Integer({ description: 'An estimate above 10,000.' }),
      oldestSeconds: Type.Integer({ description: '0 when nothing waits.' }),
      lanes: Type.Object({ ready: Count, retrying: Count, held: Count, leased: Count }),
      openBreakers: Type.Integer(),
      openAlerts: Type.Integer(),
      inbound: Type.Object({ waiting: Count, failed: Count }),
      outbound: Count,
    }),
    media: Type.Object({
      waiting: Count,
      failed: Type.Integer({ description: 'Files that WhatsApp did not deliver. Counted up to 10,000.' }),
      missing: Type.Integer({
        description: 'Files that were stored and are not there any more. Counted up to 10,000.',
      }),
    }),
    secrets: Type.Object(
      { current: Type.Integer(), older: Type.Integer(), closed: Type.Integer() },
      { description: 'Stored secrets by the key that opens them; closed: none of ours does.' },
    ),
    settings: Type.Array(
      Type.Object({
        variable: Type.String(),
        value: nullable(Type.String({ description: 'Null when it is not set, and when it is a secret.' })),
        source: Type.Unsafe<'set' | 'default' | 'none'>({ type: 'string', enum: ['set', 'default', 'none'] }),
        isSecret: Type.Boolean(),
      }),
      { description: 'What `recado check-config` shows, for the process that responds.' },
    ),
  }),
)

export const serverRoutes =
  ({ db, access, version, settings, readiness, secrets }: ServerRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    const fresh = keepFor(KEPT_MS, async () => {
      const [state, ready, sealed] = await Promise.all([readServer(db), readiness(), secrets()])
      return { version, at: new Date(), ...ready, ...state, secrets: sealed, settings: [...settings] }
    })
    app.get(
      '/server',
      {
        schema: {
          operationId: 'getServer',
          tags: ['server'],
          summary: 'The state of the server: disk, database, processes, backlog',
          description:
            'For administrators of the company that operates the server: the only one, or that of OPERATOR_COMPANY. Looked at ' +
            'once in five seconds.',
          response: { 200: ServerState },
        },
      },
      async request => {
        await requireOperator(access, requireCaller(request))
        return fresh()
      },
    )
  }
