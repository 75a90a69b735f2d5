import type app from '../app/texts/pt-BR.json'
import type audit from '../audit/texts/pt-BR.json'
import type board from '../board/texts/pt-BR.json'
import type channels from '../channels/texts/pt-BR.json'
import type deliveries from '../deliveries/texts/pt-BR.json'
import type firstSteps from '../first-steps/texts/pt-BR.json'
import type inbox from '../inbox/texts/pt-BR.json'
import type keys from '../keys/texts/pt-BR.json'
import type reports from '../reports/texts/pt-BR.json'
import type server from '../server/texts/pt-BR.json'
import type setUp from '../set-up/texts/pt-BR.json'
import type settings from '../settings/texts/pt-BR.json'
import type signIn from '../sign-in/texts/pt-BR.json'
import type users from '../users/texts/pt-BR.json'
import type webhooks from '../webhooks/texts/pt-BR.json'

/** With this, tsc refuses a missing key. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    returnNull: false
    resources: {
      app: typeof app
      'first-steps': typeof firstSteps
      inbox: typeof inbox
      board: typeof board
      deliveries: typeof deliveries
      settings: typeof settings
      'sign-in': typeof signIn
      'set-up': typeof setUp
      users: typeof users
      webhooks: typeof webhooks
      channels: typeof channels
      keys: typeof keys
      audit: typeof audit
      server: typeof server
      reports: typeof reports
    }
  }
}
