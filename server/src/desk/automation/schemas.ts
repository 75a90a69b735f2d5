/** What the routes of a queue's automation take and return. */
import { Type } from 'typebox'
import { change, Id, InstantOrNull, named, nullable } from '../../web/schema.ts'

const Clock = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
  description: "In the company's time zone, as HH:MM.",
})
const EndClock = Type.String({
  pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$',
  description: 'As HH:MM; 24:00 is the end of the day. What goes on after midnight is a span of the next day.',
})
const span = { opens: Clock, closes: EndClock }
const strict = { additionalProperties: false }

export const OpeningSpan = named('OpeningSpan', Type.Object(span, strict))
export const WeekSpan = named(
  'WeekSpan',
  Type.Object(
    { weekday: Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday, 7 is Sunday.' }), ...span },
    strict,
  ),
)
export const Holiday = named(
  'Holiday',
  Type.Object(
    {
      date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'The day, as YYYY-MM-DD.' }),
      name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
      everyYear: Type.Boolean({ description: 'Whether it is the same day in every year.' }),
      spans: Type.Array(OpeningSpan, {
        maxItems: 6,
        description: 'When the queue is open on that day, instead of its weekly hours. Empty = closed.',
      }),
    },
    strict,
  ),
)

const text = (description: string) =>
  nullable(Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S', description }))
const settings = {
  hours: nullable(
    Type.Array(WeekSpan, {
      maxItems: 42,
      description: 'The weekly hours; a day may have several spans. Null = always open. Empty = never open.',
    }),
  ),
  holidays: Type.Array(Holiday, { maxItems: 200, description: 'Days with other hours, or none.' }),
  greeting: text('Sent to a customer whose message opens a ticket while the queue is open.'),
  absence: text('Sent to a customer who writes while the queue is closed; once until it was open again.'),
  farewell: text('Sent when somebody closes a ticket, unless they ask for none.'),
  returnAfterMinutes: nullable(
    Type.Integer({
      minimum: 1,
      maximum: 10_080,
      description: 'A ticket whose customer waits longer than this for its attendant goes back to the queue.',
    }),
  ),
}

const example = {
  hours: [
    { weekday: 1, opens: '08:00', closes: '12:00' },
    { weekday: 1, opens: '13:30', closes: '18:00' },
  ],
  holidays: [{ date: '2026-12-25', name: 'Natal', everyYear: true, spans: [] }],
  greeting: '{{now.greeting}}, {{contact.firstName}}! Protocolo {{ticket.protocol}}.',
  absence: 'Atendemos de segunda a sexta, das 8h às 18h. Respondemos assim que abrirmos.',
  farewell: null,
  returnAfterMinutes: 30,
}

export const QueueAutomation = named(
  'QueueAutomation',
  Type.Object(
    {
      queueId: Id,
      ...settings,
      timezone: Type.String({ description: 'The time zone of the hours.' }),
      isOpen: Type.Boolean({ description: 'Whether the queue is open now.' }),
      changesAt: Type.Unsafe<Date | null>({
        ...InstantOrNull,
        description: 'When it opens or closes next; null when that is not within two weeks.',
      }),
    },
    {
      description: 'What a queue does by itself.',
      examples: [
        { queueId: 1, ...example, timezone: 'America/Sao_Paulo', isOpen: true, changesAt: '2026-11-30T15:00:00.000Z' },
      ],
    },
  ),
)
export const QueueAutomationChange = named(
  'QueueAutomationChange',
  Type.Partial(Type.Object(settings), {
    ...change,
    description: 'Fields that are not given stay as they are.',
    examples: [example],
  }),
)
