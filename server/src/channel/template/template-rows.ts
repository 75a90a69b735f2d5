/** The rows of `templates`: the templates of a WhatsApp Business account, and when Meta returned them. */
import type { Sql, Tx } from '../../base/db/db.ts'
import type { Json } from '../json.ts'
import type { TemplateNews } from '../read/update.ts'

export interface Template {
  name: string
  language: string
  status: string
  category: string | null
  quality: string | null
  /** Why it was rejected or paused, in Meta's words. */
  reason: string | null
  components: Json[]
  updatedAt: Date
}

const columns = (sql: Sql) => sql`
  name, language, status, category, quality, reason, components, updated_at as "updatedAt"`

export interface TemplateFilter {
  tenantId: number
  channelId: number
  status?: string | undefined
  search?: string | undefined
}

/** An account has up to a few thousand; they are shown as one list. */
const MAX_TEMPLATES = 6_000

export async function listTemplates(sql: Sql, filter: TemplateFilter): Promise<Template[]> {
  const { tenantId, status = null, search = null } = filter
  return sql<Template[]>`
    select ${columns(sql)} from templates
    where tenant_id = ${tenantId} and waba_id = ${wabaOf(sql, filter)}
      and (${status}::text is null or status = ${status})
      and (${search}::text is null or position(lower(${search}) in lower(name || ' ' || components::text)) > 0)
    order by name, language limit ${MAX_TEMPLATES}`
}

const wabaOf = (sql: Sql, { tenantId, channelId }: { tenantId: number; channelId: number }) => sql`
  (select waba_id from cloud_channels where tenant_id = ${tenantId} and channel_id = ${channelId})`

/** `isKnown`: the account's templates were fetched before, so that one without a row does not exist. */
export async function findTemplate(
  sql: Sql,
  input: { tenantId: number; channelId: number; name: string; language: string },
): Promise<{ isKnown: boolean; template: Template | undefined }> {
  const { tenantId, channelId } = input
  const [channel] = await sql<{ templates_at: Date | null }[]>`
    select templates_at from cloud_channels where tenant_id = ${tenantId} and channel_id = ${channelId}`
  const [template] = await sql<Template[]>`
    select ${columns(sql)} from templates
    where tenant_id = ${tenantId} and waba_id = ${wabaOf(sql, input)} and name = ${input.name}
      and language = ${input.language}`
  return { isKnown: channel?.templates_at != null, template }
}

export interface FetchedTemplate {
  providerId: string | null
  name: string
  language: string
  status: string
  category: string | null
  quality: string | null
  reason: string | null
  components: Json[]
}

/** Replaces the account's templates by those that Meta has now. */
export async function saveTemplates(
  tx: Tx,
  { tenantId, wabaId }: { tenantId: number; wabaId: string },
  fetched: FetchedTemplate[],
): Promise<void> {
  const rows = JSON.stringify(fetched)
  await tx`
    with given as (
      select * from json_to_recordset(${rows}::text::json) as g(
        "providerId" text, name text, language text, status text, category text, quality text, reason text,
        components jsonb)
    ), gone as (
      delete from templates t
      where t.tenant_id = ${tenantId} and t.waba_id = ${wabaId}
        and not exists (select 1 from given g where g.name = t.name and g.language = t.language)
    )
    insert into templates as t (tenant_id, waba_id, name, language, provider_id, status, category, quality, reason,
      components)
    select distinct on (name, language) ${tenantId}, ${wabaId}, name, language, "providerId", status, category, quality,
      reason, components
    from given
    order by name, language
    on conflict (tenant_id, waba_id, name, language) do update set provider_id = excluded.provider_id,
      status = excluded.status, category = excluded.category, quality = excluded.quality, reason = excluded.reason,
      components = excluded.components, updated_at = now()
    where (t.status, t.category, t.quality, t.reason, t.components)
      is distinct from (excluded.status, excluded.category, excluded.quality, excluded.reason, excluded.components)`
  await tx`update cloud_channels set templates_at = now() where tenant_id = ${tenantId} and waba_id = ${wabaId}`
}

/**
 * Applies a webhook to a template. Of each detail the newest report counts; the last fetch contains what happened before it. An
 * unknown template is fetched when templates are listed next.
 */
export async function applyTemplateNews(
  tx: Tx,
  input: { tenantId: number; wabaId: string; channelIds: number[]; template: TemplateNews; at: number },
): Promise<void> {
  const { tenantId, wabaId, template, at } = input
  const said = Object.entries({ status: template.status, quality: template.quality, category: template.category })
  const told = Object.fromEntries(said.filter(([, value]) => value !== null).map(([name]) => [name, at]))
  const isNew = (what: string) => tx`coalesce((t.told ->> ${what})::bigint, 0) <= ${at}::bigint`
  await tx`
    update templates t set
      status = case when ${template.status}::text is not null and ${isNew('status')} then ${template.status} else status end,
      reason = case when ${template.status}::text is not null and ${isNew('status')} then ${template.reason} else reason end,
      quality = case when ${template.quality}::text is not null and ${isNew('quality')} then ${template.quality} else quality end,
      category = case when ${template.category}::text is not null and ${isNew('category')} then ${template.category}
        else category end,
      told = t.told || (select coalesce(jsonb_object_agg(key, greatest(value::bigint, coalesce((t.told ->> key)::bigint, 0))), '{}')
        from jsonb_each_text(${JSON.stringify(told)}::text::jsonb)),
      updated_at = now()
    where t.tenant_id = ${tenantId} and t.waba_id = ${wabaId} and t.name = ${template.name}
      and t.language = ${template.language}
      and to_timestamp(${at}::bigint) > (select coalesce(max(c.templates_at), '-infinity') - interval '1 minute'
        from cloud_channels c where c.tenant_id = ${tenantId} and c.waba_id = ${wabaId})`
}
