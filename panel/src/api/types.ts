/** Short names for what the API returns. */
import type { operations } from './generated/schema.ts'

type Json<O> = O extends { responses: infer R }
  ? R[keyof R & (200 | 201)] extends { content: { 'application/json': infer Body } }
    ? Body
    : never
  : never
type Item<O> = Json<O> extends { data: (infer T)[] } ? T : never

export type Me = Json<operations['getMe']>
export type Profile = Me['profile']
export type Ticket = Item<operations['listTickets']>
export type TicketStatus = Ticket['status']
export type Message = Item<operations['listMessages']>
export type Contact = Json<operations['getContact']>
export type ServerState = Json<operations['getServer']>
export type FirstSteps = Json<operations['getFirstSteps']>
export type StandIn = NonNullable<Json<operations['getStandIn']>['standIn']>
export type Invitation = Item<operations['listInvitations']>
export type CreatedInvitation = Json<operations['createInvitation']>
/** A tag or a stage. */
export type Label = Item<operations['listTags']>
export type User = Item<operations['listUsers']>
export type ApiKey = Item<operations['listApiKeys']>
export type ExternalApi = Item<operations['listExternalApis']>
export type AuditEntry = Item<operations['listAudit']>
export type Wallet = Item<operations['listWallets']>
export type CustomField = Item<operations['listCustomFields']>
export type QuickReply = Item<operations['listQuickReplies']>
export type Queue = Item<operations['listQueues']>
export type QueueAutomation = Json<operations['getQueueAutomation']>
export type ClosingReason = Item<operations['listClosingReasons']>
export type Channel = Item<operations['listChannels']>
export type Media = Json<operations['uploadMedia']>
export type TicketLogEntry = Item<operations['listTicketLog']>
export type Alert = Item<operations['listAlerts']>
export type TicketCounts = Json<operations['countTickets']>
export type ScheduledMessage = Item<operations['listScheduledMessages']>
export type BoardCard = Item<operations['listStageContacts']>
export type StageCount = Item<operations['countStages']>
export type Endpoint = Item<operations['listEndpoints']>
export type Attempt = Item<operations['listAttempts']>
export type Delivery = Item<operations['listDeliveries']>
export type DeliveryDetail = Json<operations['getDelivery']>
export type DeliveryQuery = NonNullable<operations['listDeliveries']['parameters']['query']>
export type EndpointHealth = Item<operations['listEndpointHealth']>
export type PreviewedEvent = Item<operations['previewEndpoint']>
export type TestResult = Json<operations['testEndpoint']>
export type UrlCheck = Json<operations['checkUrl']>
export type RetryPolicy = Item<operations['listRetryPolicies']>
export type Lane = Item<operations['listLanes']>
export type Replay = Json<operations['getReplay']>
export type Estimate = Json<operations['estimateReplay']>
export type Board = Json<operations['getLiveBoard']>
export type ReportSummary = Json<operations['getReportSummary']>
export type ReportFigures = ReportSummary['figures']
export type ReportDuration = ReportFigures['queueWait']
export type ReportTrend = Json<operations['getReportTrend']>
export type BehindTicket = Item<operations['getReportTickets']>
export type BreakdownRow = Item<operations['getReportBreakdown']>
export type ReasonRow = Item<operations['getReportReasons']>
export type LoadHour = Item<operations['getReportLoad']>
export type NewMessage = operations['sendMessage']['requestBody'] extends
  | { content: { 'application/json': infer Body } }
  | undefined
  ? Body
  : never
