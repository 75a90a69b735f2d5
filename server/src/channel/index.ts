/**
 * The door of the channel: WhatsApp in and out. What Meta posts is stored raw, answered, and worked off in order
 * (cloud-intake.ts, cloud-inbox.ts); what we send is queued with the message and posted one at a time per ticket
 * (send-message.ts, cloud-sender.ts); files lie in a store with addresses of our own (../media).
 *
 * What may be touched here: how WhatsApp's words become ours (cloud-content.ts, cloud-payload.ts) and what its errors
 * mean (graph-error.ts). With care: the order of locks in cloud-inbox.ts and early-updates.ts.
 */
export { isProblem, problemText } from './channel-problem.ts'
export { channelRoutes } from './channel-routes.ts'
export { SEALED_OF_CHANNELS } from './cloud-channel.ts'
export { cloudIntake } from './cloud-intake.ts'
export { messageRoutes } from './message-routes.ts'
export { holdRestored } from './outbound-rows.ts'
export { type ChannelContext, type ChannelOptions, openChannel, runChannel } from './run-channel.ts'
export { type NewSchedule, scheduleMessage } from './schedule-message.ts'
export { scheduleRoutes } from './schedule-routes.ts'
export { sendMessage } from './send-message.ts'
export { relayChannelWakes } from './wake.ts'
