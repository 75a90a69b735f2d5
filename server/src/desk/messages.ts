/** The life of a message, as one name of the door. */
export {
  type InboundBatch,
  type InboundMessage,
  type Reception,
  receiveMessages as receive,
} from './receive-message.ts'
export { type MessageUpdate, type UpdateOutcome, updateMessage as update } from './update-message.ts'
export {
  messageAccepted as accepted,
  messageFailed as failed,
  type OwnMessage,
  writeMessage as write,
} from './write-message.ts'
