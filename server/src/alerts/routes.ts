/** /api/v1/alerts: what the owner of endpoints should know, and where else alerts are sent. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { requireCaller, requireProfile } from '../access/index.ts'
import { record } from '../audit/index.ts'
import { type Db, transaction } from '../base/db/db.ts'
import { type Language, languageOf } from '../base/language.ts'
import { isProblem, problemText } from '../channel/index.ts'
import { cutPage, idBefore, pageOf, pageQuery } from '../web/page.ts'
import { IdParams } from '../web/schema.ts'
import { type Alert, acknowledgeAlert, getAlert, listAlerts } from './alert.ts'
import * as schemas from './schemas.ts'
import { changeSettings, getSettings, readAlertSecret, renewAlertSecret, type SettingsDeps } from './settings.ts'

const tags = ['alerts']

const asked = (request: Pick<FastifyRequest, 'headers'>): Language => languageOf(request.headers['accept-language'])

/** The database has only the code of a problem. */
const showAlert = (alert: Alert, language: Language) => ({
  ...alert,
  title: isProblem(alert.problem) ? problemText(alert.problem, language)[0] : null,
})

export type AlertRoutesDeps = SettingsDeps & { sql: Db }

export const alertRoutes =
  (deps: AlertRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    const { sql } = deps
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin', 'supervisor'))

    app.get(
      '/alerts',
      {
        schema: {
          operationId: 'listAlerts',
          tags,
          summary: 'List alerts, newest first',
          querystring: Type.Object({ ...pageQuery, ...schemas.AlertQuery }),
          response: { 200: pageOf(schemas.Alert) },
        },
      },
      async request => {
        const { limit, after, ...filter } = request.query
        const page = { tenantId: requireCaller(request).tenantId, before: idBefore(after), limit: limit + 1 }
        const rows = await listAlerts(sql, { ...filter, ...page })
        const shown = rows.map(row => showAlert(row, asked(request)))
        return cutPage(shown, limit, row => [row.id])
      },
    )

    app.get(
      '/alerts/:id',
      {
        schema: {
          operationId: 'getAlert',
          tags,
          summary: 'Get an alert',
          params: IdParams,
          response: { 200: schemas.Alert },
        },
      },
      async request => {
        const which = { tenantId: requireCaller(request).tenantId, id: request.params.id }
        return showAlert(await getAlert(sql, which), asked(request))
      },
    )

    app.post(
      '/alerts/:id/acknowledge',
      {
        schema: {
          operationId: 'acknowledgeAlert',
          tags,
          summary: 'Acknowledge an alert',
          description: 'It stays open until its cause is gone. The first one who acknowledges it is kept.',
          params: IdParams,
          response: { 200: schemas.Alert },
        },
      },
      async request => {
        const by = requireCaller(request)
        const which = { tenantId: by.tenantId, id: request.params.id }
        return transaction(sql, async tx => {
          const { acknowledgedBy: was } = await getAlert(tx, which)
          const alert = await acknowledgeAlert(tx, { ...which, by: by.name })
          const names = { before: { acknowledgedBy: was }, after: { acknowledgedBy: alert.acknowledgedBy } }
          await record(tx, { by, what: 'alert.acknowledged', targetId: which.id, ...names })
          return showAlert(alert, asked(request))
        })
      },
    )

    await app.register(settingsRoutes(deps))
  }

const settingsRoutes =
  (deps: AlertRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin'))

    app.get(
      '/alert-settings',
      {
        schema: {
          operationId: 'getAlertSettings',
          tags,
          summary: 'Get where alerts are sent',
          response: { 200: schemas.AlertSettings },
        },
      },
      async request => getSettings(deps.sql, requireCaller(request)),
    )

    app.patch(
      '/alert-settings',
      {
        schema: {
          operationId: 'updateAlertSettings',
          tags,
          summary: 'Change where alerts are sent',
          description:
            'To `alertUrl`, `alert.opened` and `alert.resolved` are posted, signed by Standard Webhooks with the secret ' +
            'of /alert-settings/secret. E-mail needs a mail server in the configuration of Recado.',
          body: schemas.AlertSettingsChange,
          response: { 200: schemas.AlertSettings },
        },
      },
      async request => {
        const by = requireCaller(request)
        return transaction(deps.sql, async tx => {
          const before = await getSettings(tx, by)
          const after = await changeSettings({ ...deps, sql: tx }, { tenantId: by.tenantId, change: request.body })
          await record(tx, { by, what: 'alert_settings.updated', before, after })
          return after
        })
      },
    )

    app.get(
      '/alert-settings/secret',
      {
        schema: {
          operationId: 'getAlertSecret',
          tags,
          summary: 'Get the signing secret of the operational webhook',
          response: { 200: schemas.Secret },
        },
      },
      async request => ({ secret: await readAlertSecret(deps, requireCaller(request)) }),
    )

    app.post(
      '/alert-settings/rotate-secret',
      {
        schema: {
          operationId: 'rotateAlertSecret',
          tags,
          summary: 'Make a new signing secret for the operational webhook',
          description: 'The old secret is invalid at once.',
          response: { 200: schemas.Secret },
        },
      },
      async request => {
        const by = requireCaller(request)
        return transaction(deps.sql, async tx => {
          const secret = await renewAlertSecret({ ...deps, sql: tx }, by)
          await record(tx, { by, what: 'alert_settings.secret_rotated' })
          return { secret }
        })
      },
    )
  }
