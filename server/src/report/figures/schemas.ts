/** What the routes of figures take and return. docs/reports.md defines each figure, with a statement of its own. */
import { type TProperties, Type } from 'typebox'
import { Id, Instant, InstantOrNull, named, nullable } from '../../web/schema.ts'
import { COUNT_NAMES, type CountName, DURATION_NAMES, type DurationName } from './figures.ts'

const count = (description: string) => Type.Integer({ minimum: 0, description })
const Seconds = (description: string) => nullable(Type.Integer({ minimum: 0, description }))
const Day = (description: string) => Type.String({ format: 'date', description })
const NameOrNull = nullable(Type.String({ description: 'Its present name; null for tickets that have none.' }))

const Duration = named(
  'ReportDuration',
  Type.Object(
    {
      n: count('How many there were. With fewer than 5 the other two values mean little.'),
      medianSeconds: Seconds(
        'Half of them took at most this long, with an error of up to 5 %; null when there was none.',
      ),
      p90Seconds: Seconds('Nine of ten took at most this long, with an error of up to 5 %.'),
    },
    { examples: [{ n: 214, medianSeconds: 85, p90Seconds: 640 }] },
  ),
)

const COUNT_TEXTS: Record<CountName, string> = {
  newTickets: 'Tickets that were opened.',
  closedTickets: 'Tickets whose last close was then; one that was reopened is not closed.',
  closedAutomatically: 'Of those, closed by Recado itself.',
  closedAfterWriting: 'Of the closed ones, those in which the customer wrote.',
  abandoned: 'Of those, the tickets in which no user of the company wrote.',
  reopenedWithinDay: 'Opened or reopened within 24 hours of a close of the same contact on the same channel.',
  reopenedWithinWeek: 'The same, within 7 days.',
  returned: 'Open tickets that were given back to their queue.',
  transferred: 'Transfers to another queue or user.',
  messagesIn: 'Messages of customers.',
  messagesOut: 'Messages that people of the company wrote, in the panel or on the phone.',
  automaticMessages: 'Messages that programs, bots and schedules sent.',
}
const DURATION_TEXTS: Record<DurationName, string> = {
  queueWait: 'Each stay in a queue that ended because somebody took the ticket.',
  queueWaitInHours:
    'The same, but only the time in which the queue was open, by the hours that it had when the wait began.',
  firstResponse: "From the customer's first message, or a program's hand-over, to the first message of a person.",
  firstResponseInHours:
    'The same, but only the time in which the queue was open, by the hours that it had at the first message.',
  replyTime: 'From each first message without an answer to the next one of a person.',
  resolution: 'From opening to the last close, without those that were closed automatically.',
  automaticResolution: 'The same for those that were closed automatically.',
  attended: 'How long the ticket was open, all stays together.',
}

const each = <N extends string, T>(names: readonly N[], of: (name: N) => T) =>
  Object.fromEntries(names.map(name => [name, of(name)])) as Record<N, T>
/** A reference, with a description of its own beside it. */
const duration = (description: string): typeof Duration => Object.assign({}, Duration, { description })

export const Figures = named(
  'ReportFigures',
  Type.Object({
    ...each(COUNT_NAMES, name => count(COUNT_TEXTS[name])),
    ...each(DURATION_NAMES, name => duration(DURATION_TEXTS[name])),
  }),
)

const range = {
  from: Day('The first day.'),
  to: Day('The last day.'),
  timezone: Type.String({ description: "The company's time zone, as an IANA name: it decides when a day begins." }),
  asOf: nullable(
    Type.Unsafe<Date>({
      type: 'string',
      format: 'date-time',
      description:
        'What happened until this instant is counted, usually some seconds ago. Null before the first count.',
    }),
  ),
  isComplete: Type.Boolean({
    description: 'False while the company is being counted again: its figures are still growing.',
  }),
}
const rangeExample = {
  from: '2026-11-01',
  to: '2026-11-28',
  timezone: 'America/Sao_Paulo',
  asOf: '2026-11-28T17:20:05.120Z',
  isComplete: true,
}
const durationExample = { n: 214, medianSeconds: 85, p90Seconds: 640 }
const figuresExample = {
  ...Object.fromEntries(COUNT_NAMES.map((name, at) => [name, 240 - at * 19])),
  ...Object.fromEntries(DURATION_NAMES.map(name => [name, durationExample])),
}

const report = <T extends TProperties>(name: string, properties: T, example: object) =>
  named(name, Type.Object({ ...range, ...properties }, { examples: [{ ...rangeExample, ...example }] }))

export const Summary = report('ReportSummary', { figures: Figures }, { figures: figuresExample })

export const Trend = report(
  'ReportTrend',
  {
    by: Type.Unsafe<'day' | 'month'>({ type: 'string', enum: ['day', 'month'], description: 'Up to 92 days by day.' }),
    data: Type.Array(Type.Object({ from: Day('Its first day.'), figures: Figures }), {
      description: 'Every day or month of the range, oldest first.',
    }),
  },
  { by: 'day', data: [{ from: '2026-11-01', figures: figuresExample }] },
)

export const Breakdown = report(
  'ReportBreakdown',
  {
    data: Type.Array(
      Type.Object({
        id: nullable(Type.Integer({ minimum: 1, description: 'Null: without one.' })),
        name: NameOrNull,
        figures: Figures,
      }),
      { description: 'By name; what belongs to none is last.' },
    ),
  },
  { data: [{ id: 3, name: 'Vendas', figures: figuresExample }] },
)

export const Reasons = report(
  'ReportReasons',
  {
    data: Type.Array(
      Type.Object({
        id: nullable(Type.Integer({ minimum: 1, description: 'Null = closed without a reason.' })),
        name: NameOrNull,
        color: nullable(Type.String()),
        count: count('Closed tickets.'),
        share: Type.Number({ minimum: 0, maximum: 1, description: 'Its part of all closed tickets.' }),
      }),
      { description: 'The most frequent first.' },
    ),
  },
  { data: [{ id: 1, name: 'Resolvido', color: '#0f766e', count: 180, share: 0.75 }] },
)

export const Load = report(
  'ReportLoad',
  {
    data: Type.Array(
      Type.Object({
        weekday: Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday.' }),
        hour: Type.Integer({ minimum: 0, maximum: 23 }),
        newTickets: count('Tickets that were opened.'),
        messagesIn: count('Messages of customers.'),
        queueWait: duration('Stays in a queue that began then.'),
      }),
      { description: 'All 168 hours of a week. With a user there are no waits, because a waiting ticket has no user.' },
    ),
  },
  { data: [{ weekday: 1, hour: 9, newTickets: 31, messagesIn: 212, queueWait: durationExample }] },
)

const Place = (description: string) =>
  nullable(
    Type.Object(
      { id: Id, name: Type.String({ description: 'Its present name.' }) },
      { description, title: 'ReportPlace' },
    ),
  )
export const BehindTicket = named(
  'ReportTicket',
  Type.Object(
    {
      ticketId: Id,
      protocol: Type.String({ description: 'The protocol of the ticket.' }),
      status: Type.Unsafe<'pending' | 'open' | 'closed'>({
        type: 'string',
        enum: ['pending', 'open', 'closed'],
        description: 'Of the ticket now.',
      }),
      contactName: Type.String({ description: 'Who the conversation is with.' }),
      day: Day('On which it began.'),
      seconds: Type.Integer({ minimum: 0, description: 'How long it took, to 5 %.' }),
      times: Type.Integer({ minimum: 1, description: 'How often it took so long in this ticket on this day.' }),
      queue: Place('In which it began; null for none.'),
      user: Place('Who ended it; null for whoever wrote on the phone.'),
    },
    {
      examples: [
        {
          ticketId: 812,
          protocol: '20261128143005812',
          status: 'closed',
          contactName: 'Marina Souza',
          day: '2026-11-27',
          seconds: 4200,
          times: 1,
          queue: { id: 3, name: 'Vendas' },
          user: { id: 7, name: 'Bia Alves' },
        },
      ],
    },
  ),
)

const board = {
  pending: count('Tickets that wait in a queue.'),
  open: count('Tickets that somebody attends to.'),
  unanswered: count('Of those, the ones whose customer waits for an answer.'),
  oldestPendingAt: InstantOrNull,
  oldestUnansweredAt: InstantOrNull,
}
const boardExample = {
  pending: 4,
  open: 11,
  unanswered: 3,
  oldestPendingAt: '2026-11-28T17:11:40.000Z',
  oldestUnansweredAt: '2026-11-28T17:14:02.000Z',
}
const BoardRow = named(
  'ReportBoardRow',
  Type.Object(
    { id: nullable(Id), name: NameOrNull, ...board },
    { examples: [{ id: 3, name: 'Vendas', ...boardExample }] },
  ),
)
export const Board = named(
  'ReportBoard',
  Type.Object(
    {
      at: Instant,
      total: Type.Object(board),
      queues: Type.Array(BoardRow, { description: 'Every queue in use, by name; null last: without a queue.' }),
      users: Type.Array(BoardRow, { description: 'Users who attend to a ticket now, by name. Their `pending` is 0.' }),
    },
    {
      examples: [
        {
          at: '2026-11-28T17:20:05.120Z',
          total: boardExample,
          queues: [{ id: 3, name: 'Vendas', ...boardExample }],
          users: [{ id: 7, name: 'Bia Alves', ...boardExample, pending: 0, oldestPendingAt: null }],
        },
      ],
    },
  ),
)

const ids = (description: string) =>
  Type.Optional(Type.Array(Id, { maxItems: 100, description: `${description} Repeat it for several.` }))

export const ReportQuery = {
  from: Type.Optional(Day("The first day, by the company's clock. By default 29 days before `to`.")),
  to: Type.Optional(Day('The last day; today, if it is left out. 366 days at most.')),
  queueId: ids('Of these queues.'),
  userId: Type.Optional(Id),
  channelId: Type.Optional(Id),
}

export const Measured = Type.Unsafe<DurationName>({
  type: 'string',
  enum: [...DURATION_NAMES],
  description: 'Of which duration.',
})

export const By = Type.Unsafe<'queue' | 'user' | 'channel'>({
  type: 'string',
  enum: ['queue', 'user', 'channel'],
  default: 'queue',
  description: 'A row for each of these.',
})

export const REPORTS = ['summary', 'trend', 'queues', 'users', 'channels', 'reasons', 'load'] as const
export type ReportName = (typeof REPORTS)[number]
export const CsvParams = Type.Object({
  report: Type.Unsafe<ReportName>({ type: 'string', enum: [...REPORTS], description: 'Which report.' }),
})
export const CsvQuery = {
  ...ReportQuery,
  separator: Type.Optional(
    Type.Unsafe<'comma' | 'semicolon'>({
      type: 'string',
      enum: ['comma', 'semicolon'],
      description: 'By default as spreadsheets of the language expect it: a comma in English, otherwise a semicolon.',
    }),
  ),
}
