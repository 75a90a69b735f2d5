/** Fetches an account's templates from Meta. Between two fetches, webhooks bring the changes. */
import { type Db, transaction } from '../../base/db/db.ts'
import type { CloudChannel } from '../cloud-channel.ts'
import type { GraphResult, GraphSettings } from '../graph/graph-call.ts'
import { templatePage } from '../graph/graph-client.ts'
import { lostError } from '../graph/graph-error.ts'
import { cleanJson, idIn, type Json, objectIn, objectsIn, textIn } from '../json.ts'
import { type FetchedTemplate, saveTemplates } from './template-rows.ts'

/** 100 templates each; an account has at most 6,000. */
const MAX_PAGES = 60

export async function fetchTemplates(
  deps: { db: Db; graph: GraphSettings },
  channel: CloudChannel,
): Promise<GraphResult<number>> {
  const { wabaId, tenantId } = channel
  if (wabaId === null) return { kind: 'refused', error: lostError('the channel has no WhatsApp Business account id') }
  const all: FetchedTemplate[] = []
  let after: string | null = null
  for (let page = 0; page < MAX_PAGES; page++) {
    const result: GraphResult<Json> = await templatePage(deps.graph, channel, wabaId, after)
    if (result.kind !== 'ok') return result
    all.push(...objectsIn(cleanJson(result.value.data)).flatMap(readTemplate))
    after = textIn(objectIn(objectIn(result.value.paging).cursors).after)
    if (after === null || objectIn(result.value.paging).next === undefined) break
  }
  await transaction(deps.db, tx => saveTemplates(tx, { tenantId, wabaId }, all))
  return { kind: 'ok', value: all.length }
}

function readTemplate(template: Json): FetchedTemplate[] {
  const [name, language, status] = [idIn(template.name), idIn(template.language), idIn(template.status)]
  if (name === null || language === null || status === null) return []
  const reason = textIn(template.rejected_reason)
  return [
    {
      providerId: idIn(template.id),
      name,
      language,
      status,
      category: textIn(template.category),
      quality: textIn(objectIn(template.quality_score).score),
      reason: reason === 'NONE' ? null : reason,
      components: objectsIn(template.components),
    },
  ]
}
