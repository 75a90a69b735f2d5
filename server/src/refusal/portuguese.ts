/** The refusals of table.ts in Portuguese, in the same parts. */

import { PORTUGUESE_ACCESS } from './portuguese-access.ts'
import { PORTUGUESE_CHANNEL } from './portuguese-channel.ts'
import { PORTUGUESE_DESK } from './portuguese-desk.ts'
import { PORTUGUESE_EXTERNAL } from './portuguese-external.ts'
import { PORTUGUESE_WEBHOOK } from './portuguese-webhooks.ts'
import { notFoundInPortuguese, type Texts } from './row.ts'
import type { REFUSALS } from './table.ts'

export const PORTUGUESE: Texts<typeof REFUSALS> = {
  bad_request: ['Requisição inválida', 'A requisição não é válida para este endereço: {reason}'],
  malformed_json: [
    'JSON malformado',
    'O corpo não é um JSON válido. Envie um documento JSON em UTF-8, com content-type application/json.',
  ],
  invalid_request: [
    'Requisição inválida',
    'Alguns campos faltam ou não são válidos. Veja `errors`, corrija e envie novamente.',
  ],
  invalid_cursor: ['Cursor inválido', 'Este `after` não veio desta lista. Use o `next` da página anterior ou omita-o.'],
  route_not_found: [
    'Endereço inexistente',
    'Não há nada em {method} {path}. Os endereços estão em /api/v1/openapi.json.',
  ],
  body_too_large: ['Corpo grande demais', 'O corpo é maior do que este endereço aceita. Envie menos por vez.'],
  unsupported_media_type: [
    'Tipo de conteúdo não aceito',
    'Este endereço não aceita {type}. Envie application/json, salvo indicação na documentação.',
  ],
  rate_limited: ['Requisições demais', 'Espere os segundos indicados no cabeçalho retry-after e continue.'],
  idempotency_key_reused: [
    'Idempotency-Key já usada',
    'Esta Idempotency-Key já veio com outra requisição. Use uma nova chave para cada requisição.',
  ],
  idempotency_key_busy: [
    'Ainda em andamento',
    'Uma requisição com esta Idempotency-Key está em andamento. Reenvie em alguns segundos.',
  ],
  idempotency_outcome_unknown: [
    'Não se sabe se foi feito',
    'A primeira requisição com esta Idempotency-Key foi interrompida por uma falha. Confira se foi feita; se não, envie com outra chave.',
  ],

  ...PORTUGUESE_EXTERNAL,
  ...PORTUGUESE_ACCESS,

  tenant_not_found: notFoundInPortuguese('A empresa'),
  user_not_found: notFoundInPortuguese('O usuário'),
  queue_not_found: notFoundInPortuguese('A fila'),
  channel_not_found: notFoundInPortuguese('O canal'),
  contact_not_found: notFoundInPortuguese('O contato'),
  ticket_not_found: notFoundInPortuguese('O atendimento'),
  message_not_found: notFoundInPortuguese('A mensagem'),
  closing_reason_not_found: notFoundInPortuguese('O motivo de encerramento'),
  endpoint_not_found: notFoundInPortuguese('O endpoint'),
  event_not_found: notFoundInPortuguese('O evento'),
  delivery_not_found: notFoundInPortuguese('A entrega'),
  lane_not_found: notFoundInPortuguese('A sequência de entregas'),
  attempt_not_found: notFoundInPortuguese('A tentativa'),
  replay_not_found: notFoundInPortuguese('O reenvio'),
  api_key_not_found: notFoundInPortuguese('A chave de API'),
  media_not_found: notFoundInPortuguese('O arquivo de mídia'),
  alert_not_found: notFoundInPortuguese('O alerta'),
  tag_not_found: notFoundInPortuguese('Etiqueta'),
  stage_not_found: notFoundInPortuguese('Etapa'),
  followup_not_found: notFoundInPortuguese('Acompanhamento'),
  wallet_not_found: notFoundInPortuguese('Carteira'),
  custom_field_not_found: notFoundInPortuguese('Campo personalizado'),
  quick_reply_not_found: notFoundInPortuguese('Resposta rápida'),

  ...PORTUGUESE_DESK,
  ...PORTUGUESE_CHANNEL,
  ...PORTUGUESE_WEBHOOK,

  internal_error: ['Erro nosso', 'Algo deu errado aqui. Tente novamente; se persistir, informe o id {requestId}.'],
  disk_full: [
    'O disco está cheio',
    'Nada disto foi guardado. Volta a funcionar assim que quem cuida do servidor liberar espaço; então envie de novo.',
  ],
  unavailable: ['Indisponível no momento', 'O banco ou os arquivos estão inacessíveis. Tente em alguns segundos.'],
}
