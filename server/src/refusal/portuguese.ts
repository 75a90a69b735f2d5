/** The refusals of table.ts in Portuguese; the compiler sees to it that none is missing. */
import { PORTUGUESE_ACCESS } from './portuguese-access.ts'
import type { REFUSALS } from './table.ts'

type Text = readonly [title: string, detail: string]

const notFound = (coisa: string): Text => [
  `${coisa} não existe`,
  'Não há registro com este id na sua empresa. Confira o id; ele pode ter sido excluído.',
]

export const PORTUGUESE: Record<keyof typeof REFUSALS, Text> = {
  external_token_invalid: [
    'Token inválido',
    'O token falta, está errado, foi revogado ou não é deste endereço. Envie `authorization: Bearer <token>`; tokens são criados no painel.',
  ],
  external_scope_missing: ['Token sem este direito', 'Falta ao token o direito `{scope}`. Conceda-o no painel.'],
  external_params_off: [
    'Token no endereço está desligado',
    'Esta API não aceita o token no endereço, onde logs o guardam. Envie-o como cabeçalho ou libere isso no painel.',
  ],
  external_file_refused: ['O arquivo não pode ser enviado', 'Nada foi enviado: {reason}.'],
  external_file_empty: [
    'O arquivo está vazio',
    'Nada foi enviado, porque o arquivo não tem bytes. Envie um que tenha.',
  ],
  external_base64_invalid: [
    'O arquivo não está em base64',
    'Nada foi enviado: mediaMessage.media precisa ser base64, com ou sem o início data:.',
  ],
  external_base64_too_large: [
    'Arquivo grande demais para base64',
    'Em base64 um arquivo pode ter {limit}. Envie um maior como multipart/form-data ou por mediaUrl.',
  ],
  external_url_redirects: [
    'O endereço do arquivo redireciona',
    'Nada foi enviado: redirecionamentos não são seguidos. Envie {location} diretamente.',
  ],
  external_url_status: [
    'O arquivo não está no endereço',
    'Nada foi enviado: mediaUrl respondeu {status}. Confira o endereço.',
  ],
  external_url_unreachable: [
    'O arquivo não pôde ser baixado',
    'Nada foi enviado: o servidor de mediaUrl não respondeu ({reason}).',
  ],
  external_not_supported: ['Não faz parte do Recado', 'O Recado não tem {route}. Use {instead}.'],
  external_api_not_found: notFound('Esta API'),
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
  not_signed_in: ['Não autenticado', 'Entre no painel ou envie uma chave de API em `authorization: Bearer <chave>`.'],
  wrong_credentials: [
    'E-mail ou senha incorretos',
    'Confira os dois. Um administrador da empresa pode definir uma nova senha.',
  ],
  invalid_api_key: [
    'Chave de API desconhecida',
    'A chave não existe, expirou ou foi revogada. Crie outra nas configurações.',
  ],
  not_allowed: [
    'Sem permissão',
    'Seu perfil ou sua chave de API não permite isto. Fale com um administrador da empresa.',
  ],
  origin_not_allowed: [
    'Requisição de outro site',
    'Um navegador enviou isto de {origin}. Use o painel em seu endereço ou ajuste PUBLIC_URL.',
  ],
  wrong_setup_code: [
    'Código de instalação incorreto',
    'O servidor mostra o código ao iniciar e o guarda no arquivo setup-code de DATA_DIR.',
  ],
  setup_done: [
    'Já configurado',
    'O primeiro administrador já existe. Entre, ou rode `recado create-admin` no servidor.',
  ],
  last_admin: ['Último administrador', 'A empresa precisa de ao menos um administrador ativo. Nomeie outro antes.'],
  ...PORTUGUESE_ACCESS,
  invitation_not_found: notFound('O convite'),
  session_not_found: notFound('A sessão'),
  tenant_not_found: notFound('A empresa'),
  user_not_found: notFound('O usuário'),
  queue_not_found: notFound('A fila'),
  channel_not_found: notFound('O canal'),
  contact_not_found: notFound('O contato'),
  ticket_not_found: notFound('O atendimento'),
  message_not_found: notFound('A mensagem'),
  closing_reason_not_found: notFound('O motivo de encerramento'),
  endpoint_not_found: notFound('O endpoint'),
  event_not_found: notFound('O evento'),
  delivery_not_found: notFound('A entrega'),
  lane_not_found: notFound('A sequência de entregas'),
  attempt_not_found: notFound('A tentativa'),
  replay_not_found: notFound('O reenvio'),
  api_key_not_found: notFound('A chave de API'),
  media_not_found: notFound('O arquivo de mídia'),
  alert_not_found: notFound('O alerta'),
  tag_not_found: notFound('Etiqueta'),
  stage_not_found: notFound('Etapa'),
  followup_not_found: notFound('Acompanhamento'),
  wallet_not_found: notFound('Carteira'),
  custom_field_not_found: notFound('Campo personalizado'),
  quick_reply_not_found: notFound('Resposta rápida'),
  contact_active: ['Atendimento ativo', 'Este contato tem um atendimento ativo. Encerre-o antes de apagar os dados.'],
  merge_not_found: ['União não existe', 'Não há união com este id no registro deste contato, ou ela já foi desfeita.'],
  contacts_differ: [
    'Duas pessoas',
    'Estes contatos têm contas diferentes no WhatsApp, ou um deles é um grupo. Eles continuam dois.',
  ],
  contacts_both_active: [
    'Os dois têm atendimento ativo',
    'Os dois contatos têm um atendimento ativo no mesmo canal. Encerre um deles antes.',
  ],
  still_referred: [
    'Ainda está em uso',
    'Atendimentos ativos: {tickets}. Canais que levam a ele: {channels}. Mova-os antes ou envie `handOver`: os atendimentos voltam a aguardar em uma fila.',
  ],
  search_too_broad: ['Busca ampla demais', 'Esta busca demora demais. Informe mais palavras ou palavras mais longas.'],
  export_running: ['Exportação em andamento', 'Tudo já está sendo baixado. Espere terminar e peça de novo.'],
  too_many: [
    'Limite atingido',
    'Uma empresa tem no máximo {limit} destes registros. Exclua um que não seja necessário.',
  ],
  field_choices_wrong: [
    'Opções não combinam',
    'Um campo personalizado do tipo `choice` precisa de opções; os outros tipos não têm nenhuma.',
  ],
  field_value_wrong: [
    'Valor não combina',
    'O campo {field} é do tipo {kind}. Informe um valor desse tipo. Opções: {choices}.',
  ],
  variable_unknown: ['Variável desconhecida', 'Não existe a variável {names}. As variáveis são {known}.'],
  quick_reply_needs_user: [
    'De quem é?',
    'Uma chave de API não é uma pessoa. Omita isMine ou entre no painel como o usuário.',
  ],
  quick_reply_two_owners: [
    'Fila ou você',
    'Uma resposta rápida pertence a uma fila ou a você. Informe queueId ou isMine, não os dois.',
  ],
  name_taken: ['Nome em uso', 'Já existe um registro com este nome. Escolha outro.'],
  email_taken: ['E-mail em uso', 'Outro usuário já tem este e-mail. Use outro.'],
  contact_taken: ['Contato já existe', 'Outro contato já tem este número ou identificador: contato {contactId}.'],
  phone_number_id_taken: ['Número já conectado', 'Outro canal da empresa usa este id. Remova-o lá primeiro.'],
  in_use: ['Em uso', 'Há registros que dependem deste; não é possível excluir. Desative-o.'],
  phone_invalid: ['Telefone inválido', '`{phone}` não é um telefone. Informe com país e DDD, como 5511912345678.'],
  ticket_not_pending: [
    'Atendimento não está pendente',
    'Só um atendimento pendente pode ser aceito; este está {status}. Recarregue-o.',
  ],
  ticket_taken: ['Atendimento já aceito', '{userName} já está neste atendimento. Recarregue-o.'],
  ticket_changed: [
    'Atendimento alterado',
    'Este atendimento mudou nesse meio-tempo: está {status} e na versão {version}. Recarregue-o.',
  ],
  person_required: [
    'Só para pessoas',
    'Isto pertence a uma pessoa, e uma chave de API não é uma. Entre com seu usuário.',
  ],
  scheduled_not_found: notFound('A mensagem agendada'),
  scheduled_settled: [
    'Não está mais agendada',
    'Esta mensagem já saiu ou foi cancelada ({status}), e nada nela pode ser alterado.',
  ],
  scheduled_too_many: [
    'Mensagens agendadas demais',
    'Já há {limit} mensagens esperando por este contato. Cancele algumas ou espere que saiam.',
  ],
  ticket_not_open: [
    'Atendimento não está aberto',
    'É preciso um atendimento aberto; este está {status}. Aceite-o ou reabra-o antes.',
  ],
  ticket_closed: ['Atendimento encerrado', 'Um atendimento encerrado não pode ser alterado. Reabra-o antes.'],
  ticket_not_closed: [
    'Atendimento não está encerrado',
    'Só um atendimento encerrado pode ser reaberto; este está {status}.',
  ],
  ticket_already_active: [
    'Contato já em atendimento',
    'Este contato já tem um atendimento ativo neste canal: {ticketId}. Continue nele.',
  ],
  ticket_not_yours: [
    'Atendimento de outra pessoa',
    'Este atendimento é de outro atendente ou de uma fila da qual você não participa.',
  ],
  ticket_user_required: [
    'Quem atende?',
    'Uma chave de API não é uma pessoa. Informe o userId de quem assume o atendimento.',
  ],
  ticket_of_group: [
    'Atendimento de grupo',
    'O atendimento de um grupo pertence a uma fila, nunca a um usuário. Omita userId.',
  ],
  transfer_target_required: ['Transferir para quem?', 'Informe queueId, userId ou ambos.'],
  user_not_in_queue: [
    'Usuário fora da fila',
    'O usuário {userId} não atende a fila {queueId}. Escolha outro usuário ou fila.',
  ],
  user_inactive: ['Usuário inativo', 'O usuário {userId} está inativo. Escolha outro ou ative-o antes.'],
  queue_inactive: ['Fila inativa', 'A fila {queueId} está inativa. Escolha outra ou ative-a antes.'],
  closing_reason_required: [
    'Motivo de encerramento obrigatório',
    'A fila deste atendimento tem motivos. Informe um deles em closingReasonId.',
  ],
  closing_reason_not_of_queue: [
    'Motivo de outra fila',
    'O motivo {closingReasonId} está inativo ou pertence a outra fila.',
  ],
  channel_inactive: ['Canal inativo', 'O canal {channelId} está desligado. Ative-o nas configurações.'],
  message_empty: ['Nada a enviar', 'Informe um texto, uma mídia ou ambos.'],
  mention_not_possible: [
    'Não é possível mencionar',
    'O usuário {userId} está inativo ou não vê este atendimento. Mencione alguém que o veja.',
  ],
  messages_unseen: [
    'Há novidade na conversa',
    'Chegaram {count} mensagens depois da última que você viu, até a mensagem {lastMessageId}. Leia e depois envie.',
  ],
  report_range: ['Período inválido', 'Um relatório vai até {days} dias, do primeiro ao último. Informe outros.'],
  snooze_time: [
    'Horário inválido para adiar',
    'Um atendimento pode ser adiado para um momento futuro, a no máximo {days} dias. Informe outro.',
  ],
  ticket_has_news: [
    'O cliente escreveu nesse meio-tempo',
    'O cliente escreveu depois que este atendimento foi escolhido. Veja a conversa antes de tirá-la da lista.',
  ],
  bulk_tickets_required: ['Quais atendimentos?', 'Informe ticketIds ou um filtro, e não os dois.'],
  bulk_too_many: [
    'Atendimentos demais de uma vez',
    'Isto mudaria mais de {limit} atendimentos. Restrinja o filtro ou faça por partes.',
  ],
  bulk_action_not_found: [
    'Ação não encontrada',
    'Não há ação em massa sua com este id. Elas são guardadas por uma semana.',
  ],
  bulk_action_begun: [
    'A ação já começou',
    'Ela está {state} e não pode mais ser desfeita. Os resultados dizem o que mudou.',
  ],
  bulk_ticket_failed: [
    'Algo deu errado com este atendimento',
    'Ele ficou como estava. Tente só com ele; o log do servidor diz mais.',
  ],
  saved_view_not_found: [
    'Visão não encontrada',
    'Não há visão com este id entre as suas e as de todos. Ela pode ter sido excluída.',
  ],
  contact_or_number: ['Com quem?', 'Informe contactId ou number, e não os dois.'],
  message_not_failed: [
    'A mensagem não falhou',
    'Só uma mensagem que falhou pode ser enviada de novo; esta está {status}. Escreva outra.',
  ],
  message_sent_again: [
    'A mensagem já foi enviada de novo',
    'A mensagem {messageId} a repete. Espere o resultado dela.',
  ],
  client_id_taken: [
    'clientId já usado',
    'A mensagem {messageId} deste atendimento tem este clientId e diz outra coisa.',
  ],
  message_not_changeable: [
    'Mensagem não pode ser alterada',
    'Só mensagens enviadas por você, e no prazo do WhatsApp, podem ser editadas ou apagadas.',
  ],
  service_window_closed: [
    'Janela de atendimento fechada',
    'O contato escreveu há mais de 24 horas. O WhatsApp só aceita um modelo aprovado.',
  ],
  template_not_found: [
    'Modelo não encontrado',
    'Este canal não tem o modelo `{name}` em {language}. Atualize a lista de modelos.',
  ],
  template_not_approved: [
    'Modelo não aprovado',
    'O WhatsApp só aceita modelos aprovados; `{name}` está {status}. Escolha outro.',
  ],
  waba_id_required: [
    'Falta o ID da conta',
    'Os modelos e a inscrição pertencem à conta do WhatsApp Business: informe o ID dela (`wabaId`) no canal.',
  ],
  media_empty: ['Arquivo vazio', 'O arquivo não tem conteúdo. Envie outro.'],
  media_on_its_way: [
    'Arquivo a caminho',
    'O WhatsApp ainda não entregou este arquivo. Ele está sendo buscado; tente de novo em meio minuto.',
  ],
  media_never_came: [
    'O arquivo nunca veio',
    'O WhatsApp não entregou este arquivo e não vai mais entregar. A mensagem diz por quê.',
  ],
  media_missing: ['Arquivo perdido', 'Este arquivo chegou e sumiu do servidor. Peça que enviem de novo.'],
  media_too_large: ['Mídia grande demais', 'O WhatsApp aceita no máximo {limit} deste tipo. Envie um arquivo menor.'],
  media_type_not_allowed: [
    'Tipo de mídia não aceito',
    'O WhatsApp não aceita {type}. Ele aceita JPEG, PNG e WebP; MP4 e 3GP; AAC, AMR, MP3 e OGG (Opus); PDF, Word, Excel, PowerPoint e texto. Converta o arquivo, ou envie o endereço dele em `mediaLink`.',
  ],
  whatsapp_refused: ['O WhatsApp recusou', 'O WhatsApp respondeu: {reason}'],
  whatsapp_unreachable: ['WhatsApp inacessível', 'Sem resposta do WhatsApp. Tente novamente em instantes.'],
  callback_unreachable: [
    'O WhatsApp não alcança o endereço',
    'O WhatsApp consultou {url} e não recebeu a resposta certa: {reason}. Defina PUBLIC_URL com um endereço https que a internet alcance, ou inscreva sem trocar o endereço.',
  ],
  pin_wrong: [
    'PIN errado',
    'O número tem outro PIN na verificação em duas etapas. Use esse, ou redefina-o no Gerenciador do WhatsApp.',
  ],
  contact_not_blockable: [
    'Não pode ser bloqueado',
    'O WhatsApp só deixa um número bloquear quem lhe escreveu nas últimas 24 horas.',
  ],
  invalid_signature: ['Assinatura inválida', 'A assinatura não confere com o corpo. Confira o app secret deste canal.'],
  invalid_verify_token: [
    'Verify token incorreto',
    'O verify token não é o deste canal. Copie-o das configurações do canal.',
  ],
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
  internal_error: ['Erro nosso', 'Algo deu errado aqui. Tente novamente; se persistir, informe o id {requestId}.'],
  unavailable: ['Indisponível no momento', 'O banco ou os arquivos estão inacessíveis. Tente em alguns segundos.'],
}
