/** What two contacts would be as one, by the rules of the merge itself; nothing is changed. */
import type { Sql } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Alias } from './identity.ts'
import { becomes, whyTwo } from './merge-contacts.ts'

export interface MergePreview {
  staysId: number
  goesId: number
  becomes: {
    name: string
    number: string | null
    pushname: string | null
    email: string | null
    kanbanId: number | null
    followupId: number | null
    walletId: number | null
    isIgnored: boolean
    stoppedMarketingAt: Date | null
    tagIds: number[]
    fields: { fieldId: number; name: string; value: string }[]
  }
  moves: { aliases: Alias[]; tickets: number }
}

export async function previewMerge(
  sql: Sql,
  { tenantId, one, other }: { tenantId: number; one: number; other: number },
): Promise<MergePreview> {
  const [older, younger] = [Math.min(one, other), Math.max(one, other)]
  const obstacle = await whyTwo(sql, { tenantId, older, younger, isByHand: true })
  if (obstacle === 'other people') throw new Refusal('contacts_differ')
  if (obstacle === 'both active') throw new Refusal('contacts_both_active')
  const is = becomes(sql)
  const ours = sql`tenant_id = ${tenantId} and contact_id`
  const [preview] = await sql<[Omit<MergePreview, 'staysId' | 'goesId'>]>`
    select
      json_build_object('name', ${is.name}, 'number', ${is.number}, 'pushname', ${is.pushname}, 'email', ${is.email},
        'kanbanId', ${is.kanbanId}, 'followupId', ${is.followupId}, 'walletId', ${is.walletId}, 'isIgnored', ${is.isIgnored},
        'stoppedMarketingAt', ${is.stoppedMarketingAt},
        'tagIds', array(select distinct tag_id from contact_tags where ${ours} in (${older}, ${younger}) order by tag_id),
        'fields', (select coalesce(json_agg(json_build_object('fieldId', v.field_id, 'name', f.name, 'value', v.value)
            order by f.position, f.id), '[]')
          from (select distinct on (field_id) field_id, value from contact_field_values
            where ${ours} in (${older}, ${younger}) order by field_id, contact_id) v
          join custom_fields f on f.tenant_id = ${tenantId} and f.id = v.field_id)
      ) as becomes,
      json_build_object(
        'aliases', (select coalesce(json_agg(json_build_object('kind', kind, 'value', value) order by kind, value), '[]')
          from contact_aliases where ${ours} = ${younger} and retired_at is null),
        'tickets', (select count(*) from tickets where ${ours} = ${younger})
      ) as moves
    from contacts c
    join contacts gone on gone.tenant_id = ${tenantId} and gone.id = ${younger}
    where c.tenant_id = ${tenantId} and c.id = ${older}`
  if (preview === undefined) throw new Refusal('contact_not_found')
  return { staysId: older, goesId: younger, ...preview }
}
