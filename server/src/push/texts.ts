/** The words of a notice that says nothing of what was written. */
import type { Language } from '../base/language.ts'

export type Reason = 'mine' | 'mention' | 'waiting'

export const TEXTS: Record<Language, Record<Reason | 'test', string>> = {
  'pt-BR': {
    mine: 'Mensagem nova em uma conversa sua',
    mention: 'Chamaram você em uma nota',
    waiting: 'Um cliente está esperando na fila',
    test: 'Os avisos chegam a este aparelho, mesmo com o painel fechado.',
  },
  en: {
    mine: 'A new message in one of your conversations',
    mention: 'A note calls you',
    waiting: 'A customer is waiting in the queue',
    test: 'Notices reach this device, even with the panel closed.',
  },
  es: {
    mine: 'Mensaje nuevo en una de sus conversaciones',
    mention: 'Una nota le llama',
    waiting: 'Un cliente espera en la cola',
    test: 'Los avisos llegan a este dispositivo, también con el panel cerrado.',
  },
}
