/** The refusals of table-desk.ts in Portuguese. */
import { notFoundInPortuguese, type Texts } from './row.ts'
import type { DESK_REFUSALS } from './table-desk.ts'

export const PORTUGUESE_DESK: Texts<typeof DESK_REFUSALS> = {
  name_taken: ['Nome em uso', 'Já existe um registro com este nome. Escolha outro.'],
  email_taken: ['E-mail em uso', 'Outro usuário já tem este e-mail. Use outro.'],
  contact_taken: ['Contato já existe', 'Outro contato já tem este número ou identificador: contato {contactId}.'],
  phone_number_id_taken: ['Número já conectado', 'Outro canal da empresa usa este id. Remova-o lá primeiro.'],
  in_use: ['Em uso', 'Há registros que dependem deste; não é possível excluir. Desative-o.'],
  phone_invalid: ['Telefone inválido', '`{phone}` não é um telefone. Informe com país e DDD, como 5511912345678.'],
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
  scheduled_not_found: notFoundInPortuguese('A mensagem agendada'),
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
}
