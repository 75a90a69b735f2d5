/** The names of the columns of a CSV. */
import type { Words } from '../../refusal/faults.ts'
import type { CountName, DurationName } from './figures.ts'

export type Word =
  | CountName
  | DurationName
  | ('figure' | 'n' | 'median' | 'p90' | 'day' | 'month' | 'name' | 'reason' | 'none' | 'weekday' | 'hour')

const words = (en: string, pt: string, es: string): Words => ({ en, 'pt-BR': pt, es })

export const WORDS: Readonly<Record<Word, Words>> = {
  figure: words('Figure', 'Indicador', 'Indicador'),
  n: words('number', 'quantidade', 'cantidad'),
  median: words('median in seconds', 'mediana em segundos', 'mediana en segundos'),
  p90: words('90% within seconds', '90% em até (segundos)', '90% en hasta (segundos)'),
  day: words('Day', 'Dia', 'Día'),
  month: words('Month', 'Mês', 'Mes'),
  name: words('Name', 'Nome', 'Nombre'),
  reason: words('Closing reason', 'Motivo de encerramento', 'Motivo de cierre'),
  none: words('None', 'Nenhum', 'Ninguno'),
  weekday: words('Weekday (1 = Monday)', 'Dia da semana (1 = segunda)', 'Día de la semana (1 = lunes)'),
  hour: words('Hour', 'Hora', 'Hora'),
  newTickets: words('New conversations', 'Conversas novas', 'Conversaciones nuevas'),
  closedTickets: words('Closed conversations', 'Conversas encerradas', 'Conversaciones cerradas'),
  closedAutomatically: words('Closed automatically', 'Encerradas automaticamente', 'Cerradas automáticamente'),
  closedAfterWriting: words(
    'Closed, customer wrote',
    'Encerradas em que o cliente escreveu',
    'Cerradas en que el cliente escribió',
  ),
  abandoned: words('Without an answer', 'Sem resposta', 'Sin respuesta'),
  reopenedWithinDay: words('Came back within 24 h', 'Voltaram em 24 h', 'Volvieron en 24 h'),
  reopenedWithinWeek: words('Came back within 7 days', 'Voltaram em 7 dias', 'Volvieron en 7 días'),
  returned: words('Given back to the queue', 'Devolvidas ao setor', 'Devueltas a la cola'),
  transferred: words('Transfers', 'Transferências', 'Transferencias'),
  messagesIn: words('Messages received', 'Mensagens recebidas', 'Mensajes recibidos'),
  messagesOut: words('Messages written', 'Mensagens escritas', 'Mensajes escritos'),
  automaticMessages: words('Automatic messages', 'Mensagens automáticas', 'Mensajes automáticos'),
  queueWait: words('Wait in the queue', 'Espera no setor', 'Espera en la cola'),
  firstResponse: words('First response', 'Primeira resposta', 'Primera respuesta'),
  queueWaitInHours: words(
    'Wait within opening hours',
    'Espera no horário de atendimento',
    'Espera en el horario de atención',
  ),
  firstResponseInHours: words(
    'First response within opening hours',
    'Primeira resposta no horário de atendimento',
    'Primera respuesta en el horario de atención',
  ),
  replyTime: words('Reply time', 'Tempo de resposta', 'Tiempo de respuesta'),
  resolution: words('Resolution', 'Resolução', 'Resolución'),
  automaticResolution: words('Automatic close', 'Encerramento automático', 'Cierre automático'),
  attended: words('Time attended', 'Tempo em atendimento', 'Tiempo de atención'),
}
