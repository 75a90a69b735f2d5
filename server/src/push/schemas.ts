/** What the routes of push take and return. */
import { Type } from 'typebox'
import { exact, named, nullable } from '../web/schema.ts'

const wishes = {
  wantsMine: Type.Boolean({ description: 'What customers write in your own conversations.' }),
  wantsMentions: Type.Boolean({ description: 'Notes that name you.' }),
  wantsWaiting: Type.Boolean({ description: 'What customers write while they wait in your queues.' }),
  showsText: Type.Boolean({
    description:
      'The notice says who wrote what. It is encrypted for the browser, so the push service cannot read it; but everybody who sees the screen of the phone can.',
  }),
}

export const PushState = named(
  'PushState',
  Type.Object(
    {
      publicKey: Type.String({ description: '`applicationServerKey` of `pushManager.subscribe`: base64url.' }),
      subscription: nullable(
        Type.Object(wishes, {
          description: 'The subscription of this session; null while it has none.',
          title: 'PushWishes',
        }),
      ),
    },
    {
      examples: [
        {
          publicKey: 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
          subscription: { wantsMine: true, wantsMentions: true, wantsWaiting: false, showsText: false },
        },
      ],
    },
  ),
)

export const NewPushSubscription = named(
  'NewPushSubscription',
  Type.Object(
    {
      endpoint: Type.String({ minLength: 10, maxLength: 2000, description: 'As `PushSubscription.toJSON()` has it.' }),
      keys: Type.Object(
        {
          p256dh: Type.String({ pattern: '^[A-Za-z0-9_-]{87}=?$', description: "The browser's key." }),
          auth: Type.String({ pattern: '^[A-Za-z0-9_-]{22}(?:==)?$', description: "The browser's secret." }),
        },
        exact,
      ),
      ...wishes,
    },
    exact,
  ),
)

export const PushTest = named(
  'PushTest',
  Type.Object(
    {
      outcome: Type.Union([Type.Literal('sent'), Type.Literal('gone'), Type.Literal('failed')], {
        description:
          '`sent`: the push service took it. `gone`: it does not know the subscription, which was deleted here.',
      }),
      reason: nullable(Type.String({ description: 'Why it failed.' })),
    },
    { examples: [{ outcome: 'sent', reason: null }] },
  ),
)
