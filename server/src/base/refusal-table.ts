/**
 * Every refusal that Recado can answer: a stable code, an HTTP status, and what to do about it in English and in
 * Portuguese. A code, once released, never changes its meaning; programs go by it. `{name}` is filled in by the caller.
 */
interface Row {
  status: number
  en: readonly [title: string, detail: string]
  pt: readonly [title: string, detail: string]
}

const notFound = (thing: string, coisa: string): Row => ({
  status: 404,
  en: [
    `No such ${thing}`,
    `There is no ${thing} with this id in your company. Check the id; it may have been deleted.`,
  ],
  pt: [`${coisa} não existe`, 'Não há registro com este id na sua empresa. Confira o id; ele pode ter sido excluído.'],
})

export const REFUSALS = {
  // The request itself
  bad_request: {
    status: 400,
    en: ['Bad request', 'The request is not valid HTTP for this address: {reason}'],
    pt: ['Requisição inválida', 'A requisição não é válida para este endereço: {reason}'],
  },
  malformed_json: {
    status: 400,
    en: [
      'Malformed JSON',
      'The body is not valid JSON. Send a JSON document, in UTF-8, with content-type application/json.',
    ],
    pt: [
      'JSON malformado',
      'O corpo não é um JSON válido. Envie um documento JSON em UTF-8, com content-type application/json.',
    ],
  },
  invalid_request: {
    status: 400,
    en: [
      'Invalid request',
      'Some fields are missing or not as expected. See `errors`, correct them and send it again.',
    ],
    pt: ['Requisição inválida', 'Alguns campos faltam ou não são válidos. Veja `errors`, corrija e envie novamente.'],
  },
  invalid_cursor: {
    status: 400,
    en: [
      'Invalid cursor',
      'This `after` was not given by this list. Use the `next` of the page before, or leave it out.',
    ],
    pt: ['Cursor inválido', 'Este `after` não veio desta lista. Use o `next` da página anterior ou omita-o.'],
  },
  route_not_found: {
    status: 404,
    en: ['No such address', 'There is nothing at {method} {path}. The addresses are listed in /openapi.json.'],
    pt: ['Endereço inexistente', 'Não há nada em {method} {path}. Os endereços estão em /openapi.json.'],
  },
  body_too_large: {
    status: 413,
    en: ['Body too large', 'The body is larger than this address takes. Send less at once.'],
    pt: ['Corpo grande demais', 'O corpo é maior do que este endereço aceita. Envie menos por vez.'],
  },
  unsupported_media_type: {
    status: 415,
    en: [
      'Unsupported content type',
      'This address does not take {type}. Send application/json unless its documentation says otherwise.',
    ],
    pt: [
      'Tipo de conteúdo não aceito',
      'Este endereço não aceita {type}. Envie application/json, salvo indicação na documentação.',
    ],
  },
  rate_limited: {
    status: 429,
    en: ['Too many requests', 'Wait for as many seconds as the retry-after header says, then go on.'],
    pt: ['Requisições demais', 'Espere os segundos indicados no cabeçalho retry-after e continue.'],
  },
  idempotency_key_reused: {
    status: 422,
    en: [
      'Idempotency key used before',
      'This Idempotency-Key came with another request already. Use a new key for a new request.',
    ],
    pt: [
      'Idempotency-Key já usada',
      'Esta Idempotency-Key já veio com outra requisição. Use uma nova chave para cada requisição.',
    ],
  },
  idempotency_key_busy: {
    status: 409,
    en: [
      'Still working on it',
      'A request with this Idempotency-Key is being worked on. Send it again in a few seconds.',
    ],
    pt: [
      'Ainda em andamento',
      'Uma requisição com esta Idempotency-Key está em andamento. Reenvie em alguns segundos.',
    ],
  },

  // Who asks
  not_signed_in: {
    status: 401,
    en: ['Not signed in', 'Sign in, or send an API key as `authorization: Bearer <key>`.'],
    pt: ['Não autenticado', 'Entre no painel ou envie uma chave de API em `authorization: Bearer <chave>`.'],
  },
  wrong_credentials: {
    status: 401,
    en: ['Wrong e-mail or password', 'Check both. An administrator of your company can set a new password.'],
    pt: ['E-mail ou senha incorretos', 'Confira os dois. Um administrador da empresa pode definir uma nova senha.'],
  },
  invalid_api_key: {
    status: 401,
    en: ['Unknown API key', 'The key is unknown, expired or was revoked. Make a new one in the settings.'],
    pt: ['Chave de API desconhecida', 'A chave não existe, expirou ou foi revogada. Crie outra nas configurações.'],
  },
  not_allowed: {
    status: 403,
    en: ['Not allowed', 'Your profile or API key may not do this. Ask an administrator of your company.'],
    pt: ['Sem permissão', 'Seu perfil ou sua chave de API não permite isto. Fale com um administrador da empresa.'],
  },
  origin_not_allowed: {
    status: 403,
    en: [
      'Request from another site',
      'A browser sent this from {origin}. Use the panel at its own address, or set PUBLIC_URL to it.',
    ],
    pt: [
      'Requisição de outro site',
      'Um navegador enviou isto de {origin}. Use o painel em seu endereço ou ajuste PUBLIC_URL.',
    ],
  },
  wrong_setup_code: {
    status: 403,
    en: [
      'Wrong setup code',
      'The server prints the setup code when it starts, and keeps it in the file setup-code of DATA_DIR.',
    ],
    pt: [
      'Código de instalação incorreto',
      'O servidor mostra o código ao iniciar e o guarda no arquivo setup-code de DATA_DIR.',
    ],
  },
  setup_done: {
    status: 409,
    en: ['Already set up', 'The first administrator exists. Sign in, or run `recado create-admin` on the server.'],
    pt: ['Já configurado', 'O primeiro administrador já existe. Entre, ou rode `recado create-admin` no servidor.'],
  },
  last_admin: {
    status: 409,
    en: ['Last administrator', 'A company needs at least one active administrator. Name another one first.'],
    pt: ['Último administrador', 'A empresa precisa de ao menos um administrador ativo. Nomeie outro antes.'],
  },

  // What is not there
  tenant_not_found: notFound('company', 'A empresa'),
  user_not_found: notFound('user', 'O usuário'),
  queue_not_found: notFound('queue', 'A fila'),
  channel_not_found: notFound('channel', 'O canal'),
  contact_not_found: notFound('contact', 'O contato'),
  ticket_not_found: notFound('ticket', 'O atendimento'),
  message_not_found: notFound('message', 'A mensagem'),
  closing_reason_not_found: notFound('closing reason', 'O motivo de encerramento'),
  endpoint_not_found: notFound('endpoint', 'O endpoint'),
  event_not_found: notFound('event', 'O evento'),
  delivery_not_found: notFound('delivery', 'A entrega'),
  attempt_not_found: notFound('attempt', 'A tentativa'),
  replay_not_found: notFound('replay', 'O reenvio'),
  api_key_not_found: notFound('API key', 'A chave de API'),
  media_not_found: notFound('media file', 'O arquivo de mídia'),

  // Names and references
  name_taken: {
    status: 409,
    en: ['Name taken', 'There is one with this name already. Choose another name.'],
    pt: ['Nome em uso', 'Já existe um registro com este nome. Escolha outro.'],
  },
  email_taken: {
    status: 409,
    en: ['E-mail taken', 'Another user has this e-mail address already. Use another one.'],
    pt: ['E-mail em uso', 'Outro usuário já tem este e-mail. Use outro.'],
  },
  contact_taken: {
    status: 409,
    en: ['Contact exists', 'Another contact has this number or identifier already: contact {contactId}.'],
    pt: ['Contato já existe', 'Outro contato já tem este número ou identificador: contato {contactId}.'],
  },
  phone_number_id_taken: {
    status: 409,
    en: ['Number connected already', 'Another channel uses this phone number id. Remove it there first.'],
    pt: ['Número já conectado', 'Outro canal usa este phone number id. Remova-o lá primeiro.'],
  },
  in_use: {
    status: 409,
    en: ['Still in use', 'Something else refers to this, so it cannot be deleted. Deactivate it instead.'],
    pt: ['Em uso', 'Há registros que dependem deste; não é possível excluir. Desative-o.'],
  },
  phone_invalid: {
    status: 422,
    en: [
      'Not a phone number',
      '`{phone}` is not a phone number. Give it with country and area code, like 5511912345678.',
    ],
    pt: ['Telefone inválido', '`{phone}` não é um telefone. Informe com país e DDD, como 5511912345678.'],
  },

  // Tickets
  ticket_not_pending: {
    status: 409,
    en: ['Ticket is not pending', 'Only a pending ticket can be accepted; this one is {status}. Load it again.'],
    pt: [
      'Atendimento não está pendente',
      'Só um atendimento pendente pode ser aceito; este está {status}. Recarregue-o.',
    ],
  },
  ticket_not_open: {
    status: 409,
    en: ['Ticket is not open', 'This needs an open ticket; this one is {status}. Accept or reopen it first.'],
    pt: [
      'Atendimento não está aberto',
      'É preciso um atendimento aberto; este está {status}. Aceite-o ou reabra-o antes.',
    ],
  },
  ticket_closed: {
    status: 409,
    en: ['Ticket is closed', 'A closed ticket cannot be changed. Reopen it first.'],
    pt: ['Atendimento encerrado', 'Um atendimento encerrado não pode ser alterado. Reabra-o antes.'],
  },
  ticket_not_closed: {
    status: 409,
    en: ['Ticket is not closed', 'Only a closed ticket can be reopened; this one is {status}.'],
    pt: ['Atendimento não está encerrado', 'Só um atendimento encerrado pode ser reaberto; este está {status}.'],
  },
  ticket_already_active: {
    status: 409,
    en: [
      'Contact has an active ticket',
      'This contact already has an active ticket on this channel: {ticketId}. Go on there.',
    ],
    pt: [
      'Contato já em atendimento',
      'Este contato já tem um atendimento ativo neste canal: {ticketId}. Continue nele.',
    ],
  },
  ticket_not_yours: {
    status: 403,
    en: ['Not your ticket', 'This ticket belongs to another attendant or to a queue that you are not in.'],
    pt: [
      'Atendimento de outra pessoa',
      'Este atendimento é de outro atendente ou de uma fila da qual você não participa.',
    ],
  },
  ticket_user_required: {
    status: 422,
    en: ['Who serves it?', 'An API key is nobody in particular. Give the userId of whom the ticket goes to.'],
    pt: ['Quem atende?', 'Uma chave de API não é uma pessoa. Informe o userId de quem assume o atendimento.'],
  },
  ticket_of_group: {
    status: 422,
    en: ['Ticket of a group', 'The ticket of a group belongs to a queue, never to a user. Leave userId out.'],
    pt: ['Atendimento de grupo', 'O atendimento de um grupo pertence a uma fila, nunca a um usuário. Omita userId.'],
  },
  transfer_target_required: {
    status: 422,
    en: ['Transfer to whom?', 'Give a queueId, a userId or both.'],
    pt: ['Transferir para quem?', 'Informe queueId, userId ou ambos.'],
  },
  user_not_in_queue: {
    status: 422,
    en: ['User is not in the queue', 'User {userId} does not serve queue {queueId}. Choose another user or queue.'],
    pt: ['Usuário fora da fila', 'O usuário {userId} não atende a fila {queueId}. Escolha outro usuário ou fila.'],
  },
  user_inactive: {
    status: 422,
    en: ['User is inactive', 'User {userId} is inactive. Choose another one, or activate it first.'],
    pt: ['Usuário inativo', 'O usuário {userId} está inativo. Escolha outro ou ative-o antes.'],
  },
  queue_inactive: {
    status: 422,
    en: ['Queue is inactive', 'Queue {queueId} is inactive. Choose another one, or activate it first.'],
    pt: ['Fila inativa', 'A fila {queueId} está inativa. Escolha outra ou ative-a antes.'],
  },
  closing_reason_required: {
    status: 422,
    en: [
      'Closing reason required',
      'The queue of this ticket has closing reasons. Give one of them as closingReasonId.',
    ],
    pt: [
      'Motivo de encerramento obrigatório',
      'A fila deste atendimento tem motivos. Informe um deles em closingReasonId.',
    ],
  },
  closing_reason_not_of_queue: {
    status: 422,
    en: [
      'Closing reason of another queue',
      'Closing reason {closingReasonId} is inactive or belongs to another queue.',
    ],
    pt: ['Motivo de outra fila', 'O motivo {closingReasonId} está inativo ou pertence a outra fila.'],
  },

  // WhatsApp
  channel_inactive: {
    status: 422,
    en: ['Channel is inactive', 'Channel {channelId} is switched off. Activate it in the settings.'],
    pt: ['Canal inativo', 'O canal {channelId} está desligado. Ative-o nas configurações.'],
  },
  message_empty: {
    status: 422,
    en: ['Nothing to send', 'Give a body, a media file or both.'],
    pt: ['Nada a enviar', 'Informe um texto, uma mídia ou ambos.'],
  },
  message_not_changeable: {
    status: 409,
    en: [
      'Message cannot be changed',
      'Only messages that you sent, and that WhatsApp still lets you change, can be edited or deleted.',
    ],
    pt: [
      'Mensagem não pode ser alterada',
      'Só mensagens enviadas por você, e no prazo do WhatsApp, podem ser editadas ou apagadas.',
    ],
  },
  service_window_closed: {
    status: 422,
    en: [
      'Service window closed',
      'The contact wrote more than 24 hours ago. WhatsApp takes only an approved template now.',
    ],
    pt: [
      'Janela de atendimento fechada',
      'O contato escreveu há mais de 24 horas. O WhatsApp só aceita um modelo aprovado.',
    ],
  },
  media_too_large: {
    status: 413,
    en: ['Media too large', 'WhatsApp takes at most {limit} of this kind. Send a smaller file.'],
    pt: ['Mídia grande demais', 'O WhatsApp aceita no máximo {limit} deste tipo. Envie um arquivo menor.'],
  },
  media_type_not_allowed: {
    status: 422,
    en: ['Media type not taken', 'WhatsApp does not take {type}. Convert the file first.'],
    pt: ['Tipo de mídia não aceito', 'O WhatsApp não aceita {type}. Converta o arquivo antes.'],
  },
  whatsapp_refused: {
    status: 502,
    en: ['WhatsApp refused', 'WhatsApp answered: {reason}'],
    pt: ['O WhatsApp recusou', 'O WhatsApp respondeu: {reason}'],
  },
  whatsapp_unreachable: {
    status: 502,
    en: ['WhatsApp is unreachable', 'No answer from WhatsApp. Try again in a moment.'],
    pt: ['WhatsApp inacessível', 'Sem resposta do WhatsApp. Tente novamente em instantes.'],
  },
  invalid_signature: {
    status: 401,
    en: ['Invalid signature', 'The signature does not match the body. Check the app secret of this channel.'],
    pt: ['Assinatura inválida', 'A assinatura não confere com o corpo. Confira o app secret deste canal.'],
  },
  invalid_verify_token: {
    status: 403,
    en: ['Wrong verify token', 'The verify token is not the one of this channel. Copy it from the channel settings.'],
    pt: ['Verify token incorreto', 'O verify token não é o deste canal. Copie-o das configurações do canal.'],
  },

  // Webhooks
  url_not_allowed: {
    status: 422,
    en: [
      'Address not allowed',
      'Recado may not post to {url}: {reason}. Use a public http(s) address, or allow it in ALLOW_PRIVATE_NETWORKS.',
    ],
    pt: [
      'Endereço não permitido',
      'O Recado não pode enviar para {url}: {reason}. Use um endereço http(s) público ou libere em ALLOW_PRIVATE_NETWORKS.',
    ],
  },
  header_not_allowed: {
    status: 422,
    en: ['Header not allowed', 'The header `{name}` is set by Recado or by HTTP itself. Leave it out.'],
    pt: ['Cabeçalho não permitido', 'O cabeçalho `{name}` é definido pelo Recado ou pelo HTTP. Remova-o.'],
  },
  payload_version_unknown: {
    status: 422,
    en: ['Unknown payload version', 'Payload versions are {versions}.'],
    pt: ['Versão de payload desconhecida', 'As versões de payload são {versions}.'],
  },
  endpoint_disabled: {
    status: 409,
    en: ['Endpoint is disabled', 'Enable the endpoint first; what it missed meanwhile can be sent then.'],
    pt: ['Endpoint desativado', 'Ative o endpoint antes; o que ele perdeu poderá ser enviado depois.'],
  },
  delivery_not_waiting: {
    status: 409,
    en: ['Delivery is not waiting', 'It was delivered or given up meanwhile. Load it again.'],
    pt: ['Entrega não está em espera', 'Ela foi entregue ou abandonada nesse meio-tempo. Recarregue-a.'],
  },
  replay_running: {
    status: 409,
    en: ['Replay is running', 'A replay of this endpoint is running: {replayId}. Wait for it, or cancel it.'],
    pt: ['Reenvio em andamento', 'Há um reenvio deste endpoint em andamento: {replayId}. Aguarde ou cancele.'],
  },
  events_gone: {
    status: 410,
    en: ['Events are gone', 'Events before {oldest} are past their retention. Start from there.'],
    pt: ['Eventos expirados', 'Os eventos antes de {oldest} passaram da retenção. Comece a partir daí.'],
  },

  // Us
  internal_error: {
    status: 500,
    en: ['Our fault', 'Something went wrong here. Try again; if it stays, give us the request id {requestId}.'],
    pt: ['Erro nosso', 'Algo deu errado aqui. Tente novamente; se persistir, informe o id {requestId}.'],
  },
  unavailable: {
    status: 503,
    en: ['Not available right now', 'The database cannot be reached or is busy. Try again in a few seconds.'],
    pt: ['Indisponível no momento', 'O banco de dados está inacessível ou ocupado. Tente em alguns segundos.'],
  },
} as const satisfies Record<string, Row>
