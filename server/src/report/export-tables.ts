/**
 * What belongs to a company, table by table and column by column. A new column is in an export only when somebody has added it
 * here, so no secret gets there by itself. export.test.ts checks that every table of a company is either in this list or in the
 * list of those that are left out.
 */
export interface ExportedTable {
  /** The name of the table's file. */
  file: string
  table: string
  /** Its order, after the tenant, from which the next page goes on. An index has this order. */
  key: readonly string[]
  columns: readonly string[]
}

const label = (table: string, more: readonly string[] = []): ExportedTable => ({
  file: table,
  table,
  key: ['id'],
  columns: ['id', 'name', 'color', 'position', 'is_active', 'created_at', ...more],
})

export const EXPORTED: readonly ExportedTable[] = [
  {
    file: 'users',
    table: 'users',
    key: ['id'],
    columns: ['id', 'name', 'email', 'profile', 'is_active', 'created_at'],
  },
  { file: 'user-queues', table: 'user_queues', key: ['user_id', 'queue_id'], columns: ['user_id', 'queue_id'] },
  { file: 'queues', table: 'queues', key: ['id'], columns: ['id', 'name', 'color', 'is_active', 'created_at'] },
  {
    file: 'queue-automations',
    table: 'queue_automations',
    key: ['queue_id'],
    columns: ['queue_id', 'hours', 'holidays', 'greeting', 'absence', 'farewell', 'return_after_minutes', 'updated_at'],
  },
  {
    file: 'queue-hours',
    table: 'queue_hours',
    key: ['queue_id', 'since'],
    columns: ['queue_id', 'since', 'hours', 'holidays'],
  },
  {
    file: 'closing-reasons',
    table: 'closing_reasons',
    key: ['id'],
    columns: ['id', 'name', 'color', 'is_active', 'created_at'],
  },
  {
    file: 'closing-reason-queues',
    table: 'closing_reason_queues',
    key: ['closing_reason_id', 'queue_id'],
    columns: ['closing_reason_id', 'queue_id'],
  },
  label('tags'),
  label('stages'),
  label('followups'),
  label('wallets', ['user_id', 'routes_tickets']),
  {
    file: 'custom-fields',
    table: 'custom_fields',
    key: ['id'],
    columns: ['id', 'name', 'kind', 'choices', 'position', 'is_active', 'created_at'],
  },
  {
    file: 'quick-replies',
    table: 'quick_replies',
    key: ['id'],
    columns: ['id', 'shortcut', 'body', 'queue_id', 'user_id', 'buttons', 'position', 'is_active', 'created_at'],
  },
  {
    file: 'quick-reply-files',
    table: 'quick_reply_files',
    key: ['quick_reply_id', 'position'],
    columns: ['quick_reply_id', 'position', 'media_id'],
  },
  {
    file: 'scheduled-messages',
    table: 'scheduled_messages',
    key: ['id'],
    columns: [
      ...[
        'id',
        'channel_id',
        'contact_id',
        'ticket_id',
        'user_id',
        'status',
        'held_because',
        'send_at',
        'external_key',
      ],
      ...['media_type', 'body', 'media_id', 'message_id', 'created_at', 'settled_at'],
    ],
  },
  {
    file: 'channels',
    table: 'channels',
    key: ['id'],
    columns: [
      ...['id', 'name', 'type', 'is_active', 'default_queue_id', 'default_user_id', 'accepts_groups'],
      ...['reopen_within_minutes', 'created_at'],
    ],
  },
  {
    file: 'endpoints',
    table: 'endpoints',
    key: ['id'],
    columns: [
      ...['id', 'channel_id', 'queue_id', 'name', 'url', 'enabled', 'payload_version', 'on_received', 'on_sent'],
      ...['on_new_ticket', 'on_transferred', 'on_closed', 'while_open', 'while_pending', 'groups', 'media_base64'],
      ...['on_status', 'on_edited', 'on_deleted', 'on_reaction'],
      ...['retry_policy', 'when_exhausted', 'timeout_ms', 'max_in_flight', 'rate_limit', 'created_at'],
    ],
  },
  {
    file: 'contacts',
    table: 'contacts',
    key: ['id'],
    columns: [
      ...['id', 'name', 'number', 'pushname', 'email', 'is_group', 'lid', 'kanban_id', 'followup_id', 'wallet_id'],
      ...['is_ignored', 'created_at', 'updated_at'],
    ],
  },
  {
    file: 'contact-aliases',
    table: 'contact_aliases',
    key: ['kind', 'value'],
    columns: ['contact_id', 'kind', 'value', 'created_at', 'retired_at'],
  },
  { file: 'contact-tags', table: 'contact_tags', key: ['contact_id', 'tag_id'], columns: ['contact_id', 'tag_id'] },
  {
    file: 'contact-fields',
    table: 'contact_field_values',
    key: ['contact_id', 'field_id'],
    columns: ['contact_id', 'field_id', 'value'],
  },
  {
    file: 'contact-log',
    table: 'contact_log',
    key: ['id'],
    columns: ['id', 'action', 'contact_id', 'other_id', 'user_id', 'undone_at', 'created_at'],
  },
  {
    file: 'tickets',
    table: 'tickets',
    key: ['id'],
    columns: [
      ...['id', 'channel_id', 'contact_id', 'status', 'protocol', 'is_group', 'queue_id', 'user_id'],
      ...['closing_reason_id', 'external_key', 'created_at', 'started_at', 'closed_at', 'is_imported'],
    ],
  },
  { file: 'ticket-tags', table: 'ticket_tags', key: ['ticket_id', 'tag_id'], columns: ['ticket_id', 'tag_id'] },
  {
    file: 'ticket-log',
    table: 'ticket_log',
    key: ['ticket_id', 'id'],
    columns: ['id', 'ticket_id', 'user_id', 'action', 'queue_id', 'status', 'served_by', 'note', 'created_at'],
  },
  {
    file: 'messages',
    table: 'messages',
    key: ['id'],
    columns: [
      ...['id', 'ticket_id', 'channel_id', 'sender_id', 'user_id', 'provider_id', 'from_me', 'status', 'send_type'],
      ...['media_type', 'body', 'media_id', 'quoted_provider_id', 'is_deleted', 'edited', 'reactions', 'content'],
      ...['is_note', 'mentions', 'delivered_at', 'read_at', 'failed_at', 'error', 'created_at'],
    ],
  },
  {
    file: 'message-edits',
    table: 'message_edits',
    key: ['message_id', 'id'],
    columns: ['id', 'message_id', 'body', 'created_at'],
  },
  {
    file: 'files',
    table: 'media',
    key: ['id'],
    columns: ['id', 'key', 'file_name', 'mime_type', 'size', 'state', 'user_id', 'created_at'],
  },
  {
    file: 'audit-log',
    table: 'audit_log',
    key: ['id'],
    columns: ['id', 'what', 'target_id', 'user_id', 'api_key_id', 'address', 'changes', 'created_at'],
  },
]

/** Tables of a company that an export leaves out, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  api_keys: 'what programs enter with',
  external_apis: 'what programs enter with',
  alert_settings: 'holds a secret; set again in a minute',
  cloud_channels: 'what WhatsApp is spoken to with',
  channel_problems: 'how numbers do right now',
  channel_notices: 'what WhatsApp said of numbers and accounts, kept for half a year',
  history_syncs: 'how far old messages of a phone have come',
  history_messages: 'on its way',
  seen_updates: 'by what repeats are known, kept for days',
  idempotency_keys: 'answers kept for a day',
  invitations: 'who has not come yet, and what their links are checked with',
  saved_views: 'how people look at lists',
  automatic_answers: 'what “once” is measured by; the messages have what was said',
  bulk_actions: 'what was done to many tickets at once: the log of each has it',
  bulk_action_tickets: 'as bulk_actions',
  push_subscriptions: 'where browsers are reached, over with each session',
  drafts: 'not said yet, and their writer’s own',
  ticket_marks: 'what each person has read',
  service_windows: 'follows from the messages',
  message_words: 'an index of the messages',
  report_tenants: 'how far counts are',
  report_stale: 'how far counts are',
  report_tickets: 'follows from the tickets and messages',
  report_days: 'follows from the tickets and messages',
  report_months: 'follows from the tickets and messages',
  report_durations: 'follows from the tickets and messages',
  templates: 'kept by WhatsApp',
  inbound: 'what WhatsApp posted, kept for days; the messages are made of it',
  early_updates: 'on its way',
  outbound: 'on its way',
  events: 'copies of what the messages and the log say, kept for the company’s retention',
  events_dropped: 'a note of retention',
  attempts: 'how deliveries went, kept for the company’s retention',
  deliveries: 'on its way',
  lanes: 'on its way',
  replays: 'how deliveries went',
  breakers: 'how deliveries go',
  consumers: 'how far programs have read',
  alerts: 'how deliveries went',
  alert_messages: 'how deliveries went',
  external_calls: 'how programs called, kept for 90 days',
  changes: 'what the stream shows, kept for days',
}
