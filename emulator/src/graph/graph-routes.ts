import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Faults } from '../control/faults.ts'
import type { Emulation } from '../emulation.ts'
import { accountRoutes } from './account-routes.ts'
import { callRoutes } from './call-routes.ts'
import { flowRoutes } from './flow-routes.ts'
import { GraphError } from './graph-error.ts'
import { graphRouter } from './graph-route.ts'
import { groupRoutes } from './group-routes.ts'
import { mediaRoutes } from './media-routes.ts'
import { messageRoutes } from './message-routes.ts'
import { nodeRoutes } from './node-routes.ts'
import { numberRoutes } from './number-routes.ts'
import { templateRoutes } from './template-routes.ts'

/** The Graph API's paths, under any version and without one. */
export function graphRoutes(app: FastifyInstance, emulation: Emulation, faults: Faults): void {
  for (const prefix of ['', '/:version(^v\\d+\\.\\d+$)']) {
    void app.register(
      async graph => {
        graph.setErrorHandler((error, _, reply) => sendGraphError(emulation, error, reply))
        const on = graphRouter(graph, emulation, faults)
        messageRoutes(on, emulation)
        mediaRoutes(on, emulation)
        nodeRoutes(on, emulation)
        numberRoutes(on, emulation)
        accountRoutes(on, emulation)
        templateRoutes(on, emulation)
        groupRoutes(on, emulation)
        flowRoutes(on, emulation)
        callRoutes(on, emulation)
      },
      { prefix },
    )
  }
}

/** Every error of the Graph API's paths leaves in Meta's shape, also those that the HTTP server itself found. */
export function sendGraphError({ world }: Emulation, error: unknown, reply: FastifyReply): void {
  const known = error instanceof GraphError ? error : foreignError(error)
  const traceId = world.ids.traceId()
  void reply.code(known.status).header('x-fb-trace-id', traceId).send(known.body(traceId))
}

function foreignError(error: unknown): GraphError {
  const { statusCode, message } = error as { statusCode?: number; message?: string }
  if (statusCode && statusCode < 500) return new GraphError(100, message)
  return new GraphError(1, message)
}

export const unknownPath = (path: string): GraphError =>
  new GraphError(2500, undefined, { status: 400, message: `Unknown path components: ${path}` })
