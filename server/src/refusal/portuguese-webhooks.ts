/** The refusals of table-webhooks.ts in Portuguese. */
import type { Texts } from './row.ts'
import type { WEBHOOK_REFUSALS } from './table-webhooks.ts'

export const PORTUGUESE_WEBHOOK: Texts<typeof WEBHOOK_REFUSALS> = {
  url_not_allowed: [
    'Endereço não permitido',
    'O Recado não pode enviar para {url}: {reason}. Use um endereço http(s) público ou libere em ALLOW_PRIVATE_NETWORKS.',
  ],
  push_keys_invalid: ['Chave que não é de um navegador', 'Envie `keys` como `PushSubscription.toJSON()` devolve.'],
  header_not_allowed: [
    'Cabeçalho não permitido',
    'O cabeçalho `{name}` é definido pelo Recado ou pelo HTTP. Remova-o.',
  ],
  endpoint_secrets_needed: [
    'Faltam token e cabeçalhos',
    'Com outra URL, informe token e cabeçalhos de novo, ou peça a um administrador.',
  ],
  header_not_stored: [
    'Nenhum valor guardado',
    'Não há valor guardado para o cabeçalho `{name}`. Informe um, ou remova o cabeçalho.',
  ],
  header_name_invalid: [
    'Não é um cabeçalho',
    '`{name}` não pode ser nome de cabeçalho. Use letras, números e hífens, no máximo 100.',
  ],
  header_value_invalid: [
    'Valor de cabeçalho não permitido',
    'O valor do cabeçalho `{name}` não pode ser enviado. Use caracteres ASCII visíveis em uma linha, sem espaços nas pontas.',
  ],
  header_twice: [
    'Cabeçalho repetido',
    'O cabeçalho `{name}` foi informado duas vezes: maiúsculas e minúsculas são iguais. Remova um deles.',
  ],
  too_many_endpoints: [
    'Endpoints demais',
    'Um canal ou uma fila tem no máximo {limit} endpoints. Exclua um que não é usado.',
  ],
  endpoint_disabled: ['Endpoint desativado', 'Ative o endpoint antes; o que ele perdeu poderá ser enviado depois.'],
  rotation_running: [
    'Rotação em andamento',
    'O segredo antigo ainda assina ao lado do novo até {until}. Aguarde, ou rotacione com `overlapHours` 0: aí todos os segredos anteriores acabam na hora.',
  ],
  delivery_not_waiting: [
    'Entrega não está em espera',
    'Ela foi entregue ou abandonada nesse meio-tempo. Recarregue-a.',
  ],
  replay_running: [
    'Reenvio em andamento',
    'Há um reenvio deste endpoint em andamento: {replayId}. Aguarde ou cancele.',
  ],
  consumer_not_found: ['Consumidor inexistente', 'Não há um consumidor {name}. Crie-o com PUT.'],
  position_behind: [
    'Posição anterior',
    'O consumidor já está em {position}. Um commit só avança; use seek para voltar.',
  ],
  events_gone: ['Eventos indisponíveis', 'Eventos anteriores a {oldest} não existem mais aqui. Comece a partir daí.'],
}
