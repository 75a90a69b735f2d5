/** /api/v1/first-steps: the progress of a company that is being set up. For administrators. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { transaction } from '../../base/db/db.ts'
import { change, named } from '../../web/schema.ts'
import type { Access } from '../access.ts'
import { requireCaller, requireProfile } from '../caller.ts'
import { changeFirstSteps, readFirstSteps, STEPS, type StepName } from './first-steps.ts'

const AnyStep = Type.Unsafe<StepName>({ type: 'string', enum: [...STEPS] })

const FirstSteps = named(
  'FirstSteps',
  Type.Object(
    {
      steps: Type.Array(
        Type.Object({
          name: AnyStep,
          state: Type.Unsafe<'done' | 'skipped' | 'open'>({ type: 'string', enum: ['done', 'skipped', 'open'] }),
        }),
        { description: 'In order. A step is done when what it makes exists, however it was made.' },
      ),
      isDismissed: Type.Boolean({ description: 'An administrator has dismissed the first steps.' }),
      isOver: Type.Boolean({ description: 'All steps are done, or they were dismissed.' }),
    },
    {
      examples: [
        {
          steps: [
            { name: 'company', state: 'done' },
            { name: 'queue', state: 'done' },
            { name: 'channel', state: 'open' },
            { name: 'attendant', state: 'skipped' },
            { name: 'apiKey', state: 'open' },
            { name: 'webhook', state: 'open' },
          ],
          isDismissed: false,
          isOver: false,
        },
      ],
    },
  ),
)

const FirstStepsChange = named(
  'FirstStepsChange',
  Type.Object(
    {
      pass: Type.Optional(
        Type.Unsafe<StepName>({
          type: 'string',
          enum: [...STEPS],
          description: 'Skips this step. For `company`: its settings are right as they are.',
        }),
      ),
      isDismissed: Type.Optional(
        Type.Boolean({ description: 'True: the panel no longer shows the first steps. False: it shows them again.' }),
      ),
    },
    change,
  ),
)

export const firstStepsRoutes =
  ({ db }: Access): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin'))
    app.get(
      '/first-steps',
      {
        schema: {
          operationId: 'getFirstSteps',
          tags: ['setup'],
          summary: 'List what the company still needs to serve its customers',
          response: { 200: FirstSteps },
        },
      },
      async request => readFirstSteps(db, requireCaller(request).tenantId),
    )
    app.patch(
      '/first-steps',
      {
        schema: {
          operationId: 'updateFirstSteps',
          tags: ['setup'],
          summary: 'Skip a step, or dismiss the first steps',
          body: FirstStepsChange,
          response: { 200: FirstSteps },
        },
      },
      async request => {
        const by = requireCaller(request)
        await transaction(db, tx => changeFirstSteps(tx, by, request.body))
        return readFirstSteps(db, by.tenantId)
      },
    )
  }
