/** The life of a message, as one name of the door. */
export {
  type InboundBatch,
  type InboundMessage,
  type Reception,
  receiveMessages as receive,
} from './message/receive-message.ts'
export { type MessageUpdate, type UpdateOutcome, updateMessage as update } from './message/update-message.ts'
export {
  messageAccepted as accepted,
  messageFailed as failed,
  type OwnMessage,
  writeMessage as write,
} from './message/write-message.ts'
