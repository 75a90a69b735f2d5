// Generated from openapi.json by panel/scripts/generate-api.ts. Do not edit.
export interface paths {
    "/api/auth/sign-in/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with e-mail and password
         * @description Sets the session cookie when `state` is `signed-in`. With `choose-company` send it again with `tenantId`; with `second-factor` go on with /api/auth/sign-in/second-factor. After wrong guesses the caller waits longer for each response, up to 20 seconds. Whoever is signed in may send it to go on in another company of theirs: the new session takes the place of the old one, which ends.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on with the code of the authenticator app, or a recovery code
         * @description Within ten minutes after signIn, which has set a cookie for it, and five times at most. A code opens one session, and none that is older is taken after it: `second_factor_code_used`, and signIn again.
         */
        post: operations["signInWithSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End this session
         * @description Its open streams end as well.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look at an invitation */
        post: operations["readInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/invitation/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation: become a user, and be signed in
         * @description The invitation ends. When it was opened from its e-mail, the e-mail is confirmed.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/forgot-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a link sent to set a new password
         * @description The response is the same whether or not the e-mail is known. Three an hour for each e-mail.
         */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/new-password/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look at a link that sets a password */
        post: operations["readPasswordLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/new-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password with a link
         * @description The link ends, and so do all sessions. A link that was sent by e-mail sets it in every company of that e-mail and confirms the e-mail; one of an administrator in their company. A second factor stays.
         */
        post: operations["setNewPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/email/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm an e-mail with the link that was sent to it */
        post: operations["confirmEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether my second factor is on */
        get: operations["getSecondFactor"];
        put?: never;
        /**
         * Begin to set up a second factor
         * @description Show `uri` to an authenticator app. It is on once a code was right (confirmSecondFactor).
         */
        post: operations["beginSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Switch the second factor on with a first code
         * @description This session gets a new cookie.
         */
        post: operations["confirmSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make new recovery codes
         * @description Ten, each good once. The earlier ones end.
         */
        post: operations["renewRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Switch my second factor off
         * @description Refused while the company requires one.
         */
        post: operations["disableSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my sessions, newest first */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out one session of mine
         * @description Takes effect at once: its open streams end as well.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/revoke-other-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all other sessions of mine */
        post: operations["revokeOtherSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out-everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End all sessions of mine, this one included
         * @description Devices that were trusted are asked for the second factor again.
         */
        post: operations["signOutEverywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change one's own password
         * @description Only in this company. Other sessions end, unless `revokeOtherSessions` is false.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/email/ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a link sent that confirms my e-mail
         * @description Alerts are sent only to confirmed e-mails. Nothing is sent when the e-mail is confirmed already.
         */
        post: operations["askToConfirmEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a text or a file
         * @description JSON with `body`; or a file as `mediaUrl`, as `mediaMessage` in base64, or as the part `media` of multipart/form-data (with `sticker` = `true` for a sticker). To a `number`, or to a `ticketId` instead.
         */
        post: operations["externalSend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/params": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Send a text by query parameters
         * @description Off unless the API allows it, because the token is in the address, where logs and proxies store it.
         */
        get: operations["externalSendParams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/location": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a location */
        post: operations["externalSendLocation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/sendcontact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a contact card */
        post: operations["externalSendContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/apioficial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send buttons, a list or a template
         * @description `contents` is WhatsApp's own `interactive` object, or a template: `{name, language: {code}, components}`. Outside the 24 h window only a template is taken.
         */
        post: operations["externalSendOfficial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/schedulemessage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Schedule a message
         * @description A text, a file by `mediaUrl` or `mediaMessage`, or the `contents` of /apioficial, at `sendAt`. It is held for a person when the customer writes before (unless `holdOnReply` is false), or when the 24 hours are over and it is no template.
         */
        post: operations["externalScheduleMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/scheduledmessages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is scheduled on this channel, earliest first
         * @description At most 200: those that wait and those that are held, or with one `status`.
         */
        get: operations["externalListScheduled"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/cancelscheduledmessage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a scheduled message */
        post: operations["externalCancelScheduled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/createnote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write an internal note into a ticket
         * @description For colleagues: it is never sent, and no webhook tells of it. Into the ticket that is named, or the contact's active or latest one on this channel. `mentions` are ids of users who see the ticket.
         */
        post: operations["externalCreateNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/ticket/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A ticket's internal notes, oldest first
         * @description At most 200.
         */
        get: operations["externalListNotes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/showticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The contact's latest ticket on this channel */
        post: operations["externalShowTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/showticketchatbot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The ticket that waits, with nobody serving it
         * @description Recado has no chatbot of its own: a ticket that a bot may answer is pending.
         */
        post: operations["externalShowTicketInBot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/showallticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The contact's tickets on this channel, newest first */
        post: operations["externalShowTickets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/ticket/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One ticket, with its newest messages
         * @description At most 200 messages, oldest first; /api/v1/tickets/{id}/messages pages through all.
         */
        get: operations["externalGetTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/createticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a ticket
         * @description A contact that is not known is made. 409 when one is active, with that ticket as JSON in `error`. A ticket cannot be open and nobody's: without `userId` it is pending.
         */
        post: operations["externalCreateTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/updateticketinfo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change status, user or queue of a ticket
         * @description `status` closes, reopens, returns to the queue, or opens for `userId`. A null `userId` returns it.
         */
        post: operations["externalUpdateTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/SetTicketInfo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change status, user or queue of a ticket
         * @description `status` closes, reopens, returns to the queue, or opens for `userId`. A null `userId` returns it. The name under which an example flow of WHAZING calls it.
         */
        post: operations["externalSetTicketInfo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/updatequeue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Transfer a ticket to a queue, where it waits */
        post: operations["externalUpdateQueue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One contact
         * @description By `number`, `contactId`, or `ticketId` of this channel.
         */
        post: operations["externalGetContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/createcontact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a contact, or change the one that has the number
         * @description Both spellings of a Brazilian mobile are one contact. `extraInfo` becomes custom fields.
         */
        post: operations["externalCreateContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/updatecontact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a contact
         * @description What is not given stays as it is. An empty `value` in `extraInfo` clears that field.
         */
        post: operations["externalUpdateContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/updatetag": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a contact's tags */
        post: operations["externalUpdateTags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/updatecrm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a contact into a stage of the Kanban; 0 takes it out */
        post: operations["externalUpdateCrm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/updatefollowup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a contact into a follow-up; 0 takes it out */
        post: operations["externalUpdateFollowup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/contacts/tag/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Contacts with a tag
         * @description At most 1,000; /api/v1/contacts pages through all.
         */
        get: operations["externalListByTag"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/contacts/crm/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Contacts in a stage of the Kanban
         * @description At most 1,000; /api/v1/contacts pages through all.
         */
        get: operations["externalListByStage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/contacts/followup/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Contacts in a follow-up
         * @description At most 1,000; /api/v1/contacts pages through all.
         */
        get: operations["externalListByFollowup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/contacts/wallet/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Contacts that a user looks after
         * @description At most 1,000; /api/v1/contacts pages through all.
         */
        get: operations["externalListByWallet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/statuschannel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the channel can talk to WhatsApp */
        get: operations["externalChannelStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/qrcode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * No QR code: the channel is official
         * @description The Cloud API is connected by credentials, once, in the panel. `qrcode` is always empty.
         */
        post: operations["externalQrCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/valid-whatsapp-number": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether a number can be one of WhatsApp
         * @description The official API cannot be asked whether a number has WhatsApp. `exists` is true when this person has written to us or WhatsApp has taken a message to them, false when it is no number, and null when nobody can know before sending.
         */
        post: operations["externalValidNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Queues */
        get: operations["externalListQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Users, with their queues */
        get: operations["externalListUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Channels */
        get: operations["externalListChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags */
        get: operations["externalListTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/stages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stages of the Kanban: what /updatecrm takes */
        get: operations["externalListStages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/followups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow-ups: what /updatefollowup takes */
        get: operations["externalListFollowups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api/external/{apiId}/closingreasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Closing reasons, with the queues they apply to (none = all) */
        get: operations["externalListClosingReasons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the first administrator has been made */
        get: operations["getSetup"];
        put?: never;
        /**
         * Make the first company and its administrator
         * @description Once only, with the setup code that the server printed.
         */
        post: operations["setUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The user or API key of this request, and its company */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The company */
        get: operations["getTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the company's settings */
        patch: operations["updateTenant"];
        trace?: never;
    };
    "/api/v1/first-steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what the company still needs to serve its customers */
        get: operations["getFirstSteps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Skip a step, or dismiss the first steps */
        patch: operations["updateFirstSteps"];
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the users of the company, oldest first */
        get: operations["listUsers"];
        put?: never;
        /**
         * Add a person to whom you give a password
         * @description Only in this company, with an e-mail that is not confirmed. Better: createInvitation.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a person
         * @description `isActive: false` ends all sessions of this person. Who serves tickets is deactivated only with `handOver`. A new password ends them too; better: createPasswordLink. Another e-mail has to be confirmed again.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/v1/users/{id}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deactivate a person, at once
         * @description What the person did stays. The last active administrator cannot be deactivated.
         */
        post: operations["deactivateUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/password-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link with which a person sets a new password
         * @description For servers without a mail server, or when the e-mail is lost: give the link to the person yourself. It works once, for a day, and only in this company. An earlier one ends. A second factor stays. Takes no Idempotency-Key: nothing here stores the link.
         */
        post: operations["createPasswordLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all sessions of a person, at once */
        post: operations["signOutUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/second-factor/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove the second factor of somebody who has lost it
         * @description Ends all sessions. Where the company requires one, the next sign-in sets up a new one.
         */
        post: operations["removeSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the invitations that have not been accepted yet, oldest first
         * @description An invitation that was accepted or revoked is gone; the audit log tells of it.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite somebody to the company
         * @description Whoever opens the link sets a name and a password and is a user then. It is sent by e-mail where a mail server is configured and `sendMail` is not false; `link` is the same to be handed over by hand, shown this once. Good for seven days. Takes no Idempotency-Key: nothing here stores the link.
         */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new link for an invitation and send it again
         * @description Good for seven days from now. The earlier links end.
         */
        post: operations["renewInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an invitation back
         * @description Its links end at once.
         */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API keys, oldest first, with those revoked */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key
         * @description The response shows the key, this once. Takes no Idempotency-Key: nothing here stores the key.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key, at once and for good */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List queues, oldest first */
        get: operations["listQueues"];
        put?: never;
        /** Create a queue */
        post: operations["createQueue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One queue */
        get: operations["getQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a queue
         * @description Switching a queue off is refused while tickets are in it or channels lead to it, unless `handOver.queueId` says where they go: each ticket waits there, told as TransferTicket.
         */
        patch: operations["updateQueue"];
        trace?: never;
    };
    "/api/v1/closing-reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List closing reasons, oldest first */
        get: operations["listClosingReasons"];
        put?: never;
        /**
         * Create a closing reason
         * @description Where an active reason applies to the queue of a ticket, one must be chosen to close it.
         */
        post: operations["createClosingReason"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/closing-reasons/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One closing reason */
        get: operations["getClosingReason"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a closing reason */
        patch: operations["updateClosingReason"];
        trace?: never;
    };
    "/api/v1/custom-fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List custom fields, in their order */
        get: operations["listCustomFields"];
        put?: never;
        /**
         * Create a custom field
         * @description An additional field on every contact.
         */
        post: operations["createCustomField"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/custom-fields/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One custom field */
        get: operations["getCustomField"];
        put?: never;
        post?: never;
        /**
         * Delete a custom field
         * @description The values that contacts have in it are deleted too.
         */
        delete: operations["deleteCustomField"];
        options?: never;
        head?: never;
        /** Change a custom field */
        patch: operations["updateCustomField"];
        trace?: never;
    };
    "/api/v1/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List tags, in their order */
        get: operations["listTags"];
        put?: never;
        /** Create a tag */
        post: operations["createTag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One tag */
        get: operations["getTag"];
        put?: never;
        post?: never;
        /**
         * Delete a tag
         * @description Contacts and tickets lose it.
         */
        delete: operations["deleteTag"];
        options?: never;
        head?: never;
        /** Change a tag */
        patch: operations["updateTag"];
        trace?: never;
    };
    "/api/v1/stages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List stages, in their order */
        get: operations["listStages"];
        put?: never;
        /**
         * Create a stage
         * @description A column of the kanban board: a contact's `kanbanId`.
         */
        post: operations["createStage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One stage */
        get: operations["getStage"];
        put?: never;
        post?: never;
        /**
         * Delete a stage
         * @description Its contacts are then in no stage.
         */
        delete: operations["deleteStage"];
        options?: never;
        head?: never;
        /** Change a stage */
        patch: operations["updateStage"];
        trace?: never;
    };
    "/api/v1/followups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List follow-ups, in their order */
        get: operations["listFollowups"];
        put?: never;
        /**
         * Create a follow-up
         * @description What to do next: a contact's `followupId`.
         */
        post: operations["createFollowup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/followups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One follow-up */
        get: operations["getFollowup"];
        put?: never;
        post?: never;
        /**
         * Delete a follow-up
         * @description Its contacts are then in no stage.
         */
        delete: operations["deleteFollowup"];
        options?: never;
        head?: never;
        /** Change a follow-up */
        patch: operations["updateFollowup"];
        trace?: never;
    };
    "/api/v1/wallets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List wallets, in their order */
        get: operations["listWallets"];
        put?: never;
        /**
         * Create a wallet
         * @description The customers of one user.
         */
        post: operations["createWallet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wallets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One wallet */
        get: operations["getWallet"];
        put?: never;
        post?: never;
        /**
         * Delete a wallet
         * @description Its contacts are then in no wallet.
         */
        delete: operations["deleteWallet"];
        options?: never;
        head?: never;
        /** Change a wallet */
        patch: operations["updateWallet"];
        trace?: never;
    };
    "/api/v1/custom-fields/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put custom fields in order
         * @description The named ones come first, in this order; the others follow in their old order.
         */
        put: operations["orderCustomFields"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put tags in order
         * @description The named ones come first, in this order; the others follow in their old order.
         */
        put: operations["orderTags"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stages/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put stages in order
         * @description The named ones come first, in this order; the others follow in their old order.
         */
        put: operations["orderStages"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/followups/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put follow-ups in order
         * @description The named ones come first, in this order; the others follow in their old order.
         */
        put: operations["orderFollowups"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wallets/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put wallets in order
         * @description The named ones come first, in this order; the others follow in their old order.
         */
        put: operations["orderWallets"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/colleagues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The active people of the company, by name
         * @description For all users: names, profiles and queues, to transfer a ticket or to mention somebody.
         */
        get: operations["listColleagues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a ticket's tags
         * @description Whoever may see the ticket may tag it. Replaces the whole list.
         */
        put: operations["setTicketTags"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who serves a queue */
        get: operations["listQueueMembers"];
        /**
         * Set who serves a queue
         * @description An attendant sees the tickets of the queues that they serve. Replaces the whole list.
         */
        put: operations["setQueueMembers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The queues that a user serves */
        get: operations["listUserQueues"];
        /**
         * Set the queues that a user serves
         * @description An attendant sees the tickets of these queues. Replaces the whole list.
         */
        put: operations["setUserQueues"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quick-replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the quick replies that you may use, in their order
         * @description The company's, those of your queues, and your own.
         */
        get: operations["listQuickReplies"];
        put?: never;
        /**
         * Create a quick reply
         * @description Attendants create their own (`isMine`). Variables: contact.name, contact.firstName, contact.number, contact.email, ticket.id, ticket.protocol, user.name, user.firstName, queue.name, company.name, now.greeting, now.date, now.time.
         */
        post: operations["createQuickReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quick-replies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One quick reply */
        get: operations["getQuickReply"];
        put?: never;
        post?: never;
        /** Delete a quick reply */
        delete: operations["deleteQuickReply"];
        options?: never;
        head?: never;
        /** Change a quick reply */
        patch: operations["updateQuickReply"];
        trace?: never;
    };
    "/api/v1/quick-replies/{id}/filled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a quick reply as it would be sent on a ticket */
        get: operations["fillQuickReply"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues/{id}/automation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a queue does by itself
         * @description Its hours, holidays and automatic texts, and whether it is open now.
         */
        get: operations["getQueueAutomation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change what a queue does by itself
         * @description Each list replaces the one before. Texts take the variables contact.name, contact.firstName, contact.number, contact.email, ticket.id, ticket.protocol, user.name, user.firstName, queue.name, company.name, now.greeting, now.date, now.time; one without a value is left out, with its comma. Webhooks get an automatic text as a message whose `sendType` is `bot`.
         */
        patch: operations["updateQueueAutomation"];
        trace?: never;
    };
    "/api/v1/stages/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many contacts are in each stage
         * @description Of the active stages, in their order; of those that you may see, by the same filter as the lists.
         */
        get: operations["countStages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stages/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the contacts of a stage, the one that came into it last first
         * @description Each with the ticket that you may see of them. Attendants see contacts with such a ticket. A page that examined 1,000 contacts without finding enough is short, and has a `next`.
         */
        get: operations["listStageContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search contacts, tickets and messages, the best first
         * @description Without regard to accents; words of messages in all their Portuguese forms; numbers with and without the ninth digit, or a part of them. Only what you may see.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List all messages with some words, newest first */
        get: operations["searchMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List contacts, oldest first, or search them */
        get: operations["listContacts"];
        put?: never;
        /**
         * Create a contact
         * @description Both spellings of a Brazilian mobile are one contact: 409 names the contact that has the number.
         */
        post: operations["createContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One contact, with its aliases */
        get: operations["getContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a contact
         * @description `isIgnored` is for admins and supervisors.
         */
        patch: operations["updateContact"];
        trace?: never;
    };
    "/api/v1/contacts/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Merges, splits and numbers that moved, newest first */
        get: operations["listContactLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/merge-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what two contacts would be as one
         * @description Changes nothing. Refuses what `merge` would refuse.
         */
        get: operations["previewMerge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that two contacts are one person
         * @description The older one stays and takes everything of the younger, whose id still finds it. `merge-preview` shows the result for both, and `split` undoes it.
         */
        post: operations["mergeContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a merge
         * @description What moved moves back. After that only a person can merge the two again, never a message.
         */
        post: operations["splitContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All that is kept of a contact, as one JSON document
         * @description Contact, tickets and every message, also those in groups. The files are named.
         */
        get: operations["exportContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a contact's data, for good
         * @description Name, numbers, words and files are erased, also from posts of WhatsApp that wait for somebody; tickets stay as numbers for reports. Events that were told already are dropped with the company's retention, and processed posts within eight days. 409 while a ticket is active.
         */
        post: operations["eraseContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tickets
         * @description Filters add up. An attendant sees the tickets of their queues and their own. The page that follows one of `sort=active` starts where that one ended, even when tickets have moved up meanwhile.
         */
        get: operations["listTickets"];
        put?: never;
        /**
         * Open a ticket
         * @description With a contact, or with whoever has a `number`. Tells NewTicketUserCreate. 409 names the active ticket of this contact and channel, if there is one.
         */
        post: operations["createTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many tickets are in each list
         * @description Of active tickets, as the caller sees them; the stream sends the same as `counts`.
         */
        get: operations["countTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One ticket */
        get: operations["getTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set a ticket's external key
         * @description Told from then on as `apiConfig.externalKey`. The last one set wins; null clears it.
         */
        patch: operations["updateTicket"];
        trace?: never;
    };
    "/api/v1/tickets/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done to a ticket, oldest first */
        get: operations["listTicketLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept a pending ticket
         * @description It becomes open and yours, or the one of `userId`. 409 `ticket_taken` names the user who was faster in its `params`.
         */
        post: operations["acceptTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an open ticket back to its queue
         * @description It becomes pending, with nobody.
         */
        post: operations["returnTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transfer a ticket to a queue or a user
         * @description To a queue alone it becomes pending; to a user it becomes open. Tells TransferTicket.
         */
        post: operations["transferTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a ticket
         * @description A reason is mandatory where the queue has active ones. Tells ClosedTicket.
         */
        post: operations["closeTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen a closed ticket
         * @description It becomes open and yours, or the one of `userId`. 409 names another active ticket, if there is one.
         */
        post: operations["reopenTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a ticket as read by you
         * @description Up to `lastMessageId`, or all of it. What is unread for your colleagues stays so; WhatsApp is not told.
         */
        post: operations["readTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a ticket as unread for you
         * @description Until you read it again.
         */
        post: operations["markTicketUnread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/snooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Snooze a ticket until a time
         * @description Or until its customer writes. Then it is back at the top of the lists, unread for its attendant.
         */
        post: operations["snoozeTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep a ticket at the top of your list
         * @description Or stop keeping it there. It ends when the ticket is closed. Only for people: 422 for an API key.
         */
        post: operations["pinTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk-actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do something to many tickets
         * @description It waits for `undoSeconds`, in which it can be undone, and is then done a ticket at a time, each as if it were done alone. A ticket that changed meanwhile, or whose customer wrote before it was closed, is left as it is.
         */
        post: operations["createBulkAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk-actions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far an action on many tickets has come
         * @description Your own.
         */
        get: operations["getBulkAction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk-actions/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the result for each ticket */
        get: operations["listBulkResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk-actions/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo an action on many tickets
         * @description Possible while it waits; then nothing has happened. 409 when it has begun.
         */
        post: operations["undoBulkAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/saved-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your saved views and everybody's, in their order */
        get: operations["listSavedViews"];
        put?: never;
        /**
         * Save a list under a name
         * @description Your own; everybody's, by an administrator or a supervisor.
         */
        post: operations["createSavedView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/saved-views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One saved view */
        get: operations["getSavedView"];
        put?: never;
        post?: never;
        /** Delete a saved view */
        delete: operations["deleteSavedView"];
        options?: never;
        head?: never;
        /** Change a saved view */
        patch: operations["updateSavedView"];
        trace?: never;
    };
    "/api/v1/tickets/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A ticket's messages, newest first
         * @description The newest ones, or those before, after or around a message. `after` goes on towards older messages. Internal notes are among them.
         */
        get: operations["listMessages"];
        put?: never;
        /**
         * Send a message
         * @description A text, an uploaded file, a file by its address, a location, contacts, a template, or an interactive message (buttons, a list, a link, a Flow, products). Webhooks get it when WhatsApp has accepted it. Sent with an API key, its `sendType` is `API`; in a session, `manual`. More than 24 hours after the contact wrote last, only a template is taken.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/delivery-marks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether receivers know of a ticket's newest events
         * @description For each event that an endpoint wanted, newest first, its state at the endpoint that is furthest behind; 200 at most.
         */
        get: operations["listDeliveryMarks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write an internal note
         * @description For colleagues: it is shown in the conversation, never sent, and never told to a webhook. On any ticket that you see, also on closed ones.
         */
        post: operations["writeNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One message */
        get: operations["getMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what a contact and the company sent each other besides texts, newest first
         * @description Messages with a picture, a video or a document, or with a link in their text, of every ticket of the contact that you see.
         */
        get: operations["listContactFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What you are writing
         * @description Your own drafts, those of the newest tickets first. For people: 422 for an API key.
         */
        get: operations["listDrafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get your draft in a ticket */
        get: operations["getDraft"];
        /**
         * Save your draft in a ticket
         * @description It follows you to your other devices. Nobody else sees it, and it is never sent by itself.
         */
        put: operations["writeDraft"];
        post?: never;
        /** Delete your draft in a ticket */
        delete: operations["deleteDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List channels */
        get: operations["listChannels"];
        put?: never;
        /**
         * Connect a WhatsApp number
         * @description The response has what the App Dashboard needs: the callback URL and the verify token.
         */
        post: operations["createChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a channel */
        get: operations["getChannel"];
        put?: never;
        post?: never;
        /**
         * Delete a channel
         * @description Only a channel that never had a ticket; others are switched off with `isActive`.
         */
        delete: operations["deleteChannel"];
        options?: never;
        head?: never;
        /**
         * Change a channel
         * @description Only what is given is changed. A new app secret leaves the old one good until `endRotation`.
         */
        patch: operations["updateChannel"];
        trace?: never;
    };
    "/api/v1/channels/{id}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What to enter in the App Dashboard */
        get: operations["getChannelCallback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask WhatsApp whether all is well
         * @description Token, number, account, subscription, callback and app secret. Sets the status and the health of the channel.
         */
        post: operations["testChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What WhatsApp said of the number, its account and its templates
         * @description Newest first, kept for half a year. What needs an action is among the problems of the channel too.
         */
        get: operations["listChannelNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/inbound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What WhatsApp posted, newest first
         * @description Posts are kept for eight days; those with something that failed are kept until it is retried.
         */
        get: operations["listInbound"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/inbound/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try again what was set aside
         * @description With `what: unknown`, what an earlier version of Recado did not know; everything else in these posts was done and stays as it is.
         */
        post: operations["retryInbound"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List message templates
         * @description As of the last fetch from WhatsApp, by name. The first call of a channel fetches them.
         */
        get: operations["listTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/templates/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetch the templates from WhatsApp now */
        post: operations["refreshTemplates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/templates/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a template looks like when it is filled
         * @description Sends nothing. Names what WhatsApp would refuse.
         */
        post: operations["previewTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try credentials before a channel is made of them
         * @description Nothing is stored. With the token alone it lists the numbers that the token has access to.
         */
        post: operations["checkCredentials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/stand-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A number to try Recado with, where an emulator stands in for WhatsApp
         * @description Null at Meta (WA_GRAPH_BASE_URL), and when its numbers are connected already.
         */
        get: operations["getStandIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Subscribe the app to the WhatsApp Business account
         * @description Without it nothing arrives, and WhatsApp does not say so.
         */
        post: operations["subscribeChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/registration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register the number at the Cloud API */
        post: operations["registerChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/phone-app": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The state of the import of the phone app's old messages */
        get: operations["getPhoneApp"];
        put?: never;
        /**
         * Ask the phone app for its old messages or its phone book
         * @description For a number that is used in the phone app as well (coexistence): once, within 24 hours of connecting it. What it has then comes over minutes or hours, unless the business declined to share it. Old messages go into a closed ticket of each contact: nobody becomes unread, and no webhook tells of them.
         */
        post: operations["askPhoneApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What customers see of the number */
        get: operations["getBusinessProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change what customers see of the number
         * @description Only what is given is changed; an empty text takes a value away.
         */
        patch: operations["updateBusinessProfile"];
        trace?: never;
    };
    "/api/v1/channels/{id}/blocked-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List people whose messages this number does not want */
        get: operations["listBlockedUsers"];
        put?: never;
        /**
         * Block somebody
         * @description WhatsApp allows it only for somebody who wrote within the last 24 hours.
         */
        post: operations["blockUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/blocked-users/{contactId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unblock somebody */
        delete: operations["unblockUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a failed message again
         * @description As a new message with the same words, file, template or buttons, whose `retryOf` is the failed one; that one stays failed, because only WhatsApp decides the outcome of a message.
         */
        post: operations["retryMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/reaction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * React to a message
         * @description Shown at the message when WhatsApp has accepted it.
         */
        post: operations["reactToMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let the customer see that a message was read
         * @description Gives the blue ticks to this message and to all before it.
         */
        post: operations["markMessageRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/read-receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let the customer see that everything was read
         * @description Blue ticks for all of it. Nothing happens when the contact has not written in this ticket.
         */
        post: operations["showTicketRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/typing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let the customer see that an answer is being written
         * @description For 25 seconds or until the answer. WhatsApp shows the blue ticks as well. Groups do not have this. Nothing happens when the contact has not written in this ticket.
         */
        post: operations["showTyping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/scheduled-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Schedule a message
         * @description It is sent at `sendAt`, into the contact's ticket that is active by then; when there is none, into one of its own that closes itself. It is held for a person to decide when the contact has written meanwhile, when the 24 hours are over and it is no template, when it is more than an hour late, when its author has left, or when it would be refused.
         */
        post: operations["scheduleMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scheduled-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List scheduled messages, earliest first
         * @description Those that wait and those that are held, unless `status` asks for others. Attendants see their own, and those of tickets that they see. With `ticketId` everything for that ticket's contact.
         */
        get: operations["listScheduledMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scheduled-messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One scheduled message
         * @description Kept for 90 days after it was sent or cancelled.
         */
        get: operations["getScheduledMessage"];
        put?: never;
        post?: never;
        /** Cancel it */
        delete: operations["cancelScheduledMessage"];
        options?: never;
        head?: never;
        /**
         * Change when it is sent
         * @description A held message waits again, and what the contact has written until now counts as seen.
         */
        patch: operations["updateScheduledMessage"];
        trace?: never;
    };
    "/api/v1/scheduled-messages/{id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send it now
         * @description Also a held one, because the caller has decided. It is refused for the same reasons as every message.
         */
        post: operations["sendScheduledMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file to be sent
         * @description multipart/form-data with one file. Its id goes into `mediaId` of a message. What WhatsApp does not take is refused: images (JPEG, PNG) up to 5 MB, videos (MP4, 3GP) and sound (AAC, AMR, MP3, MP4, OGG with Opus) up to 16 MB, stickers (WebP) up to 100 KB, animated 500 KB, documents (PDF, Word, Excel, PowerPoint, text) up to 100 MB.
         */
        post: operations["uploadMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List endpoints */
        get: operations["listEndpoints"];
        put?: never;
        /**
         * Create an endpoint
         * @description The response has the signing secret in it, as the secret routes do; no other route returns it.
         */
        post: operations["createEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show which of the latest events an endpoint would get
         * @description A dry run that changes nothing: the latest 50 events of the channel or the queue, which of them these settings let through, and the body that would be posted.
         */
        post: operations["previewEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an endpoint */
        get: operations["getEndpoint"];
        put?: never;
        post?: never;
        /** Delete an endpoint and everything that waits for it */
        delete: operations["deleteEndpoint"];
        options?: never;
        head?: never;
        /**
         * Change an endpoint
         * @description Only what is given is changed. What waits already is posted to the new address. Somebody who is not an administrator enters token and headers again with another `url` (null and {} take them away).
         */
        patch: operations["updateEndpoint"];
        trace?: never;
    };
    "/api/v1/endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test request to an endpoint
         * @description Posts now, whatever the switches are, and returns the response. After a good response an endpoint that counted as dead gets its deliveries again.
         */
        post: operations["testEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/check-url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check whether a URL may be posted to
         * @description Nothing is sent and no name is looked up.
         */
        post: operations["checkUrl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/retry-policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the retry policies */
        get: operations["listRetryPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{id}/release-lanes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry or give up the first delivery of every lane that waits or is held
         * @description 500 at a time. An endpoint that counts as dead is probed at once.
         */
        post: operations["releaseLanes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the signing secret */
        get: operations["getEndpointSecret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new signing secret
         * @description For `overlapHours` every delivery carries two signatures: of the new secret and of the old one. Meanwhile a second rotation is refused, except with `overlapHours` 0, which ends every old secret at once.
         */
        post: operations["rotateEndpointSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries, newest event first
         * @description One row for each event and endpoint. With a filter that matches little a page may be short, even empty, while `next` says that there is more to look through.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a delivery with its body, its headers and every attempt */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}/body": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the body of a delivery, byte for byte */
        get: operations["getDeliveryBody"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the health of each endpoint
         * @description All endpoints of the company in one response.
         */
        get: operations["listEndpointHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List attempts, newest first */
        get: operations["listAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the delivery of an attempt once more
         * @description Same id and same bytes, at the end of its ticket's lane.
         */
        post: operations["redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lanes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List lanes in which something waits */
        get: operations["listLanes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lanes/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retry the head of a lane now, or give it up */
        post: operations["releaseLane"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an event */
        get: operations["getEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{id}/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the replays of an endpoint, newest first */
        get: operations["listReplays"];
        put?: never;
        /**
         * Send an endpoint again what it lost, everything, or what it never got
         * @description In order, at the end of the tickets' lanes. What was queued before keeps its id and its bytes, so a receiver that has it drops it; what was missed gets a new sequence. One at a time for an endpoint.
         */
        post: operations["createReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{id}/replays/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what a replay would queue
         * @description Changes nothing. The first 5,000 events of the range are looked at, also of an endpoint that is off.
         */
        post: operations["estimateReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replays/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a replay and how far it is */
        get: operations["getReplay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replays/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Queue nothing more of a replay
         * @description What is queued already is posted. One that has ended stays as it is.
         */
        post: operations["cancelReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List events after a position, oldest first
         * @description A ticket's events are in order. `next` is safe to store: no event can appear at or before it later on. 410 `events_gone` when events after `after` are past their retention; its `params.position` is where to go on.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consumers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List consumers by name */
        get: operations["listConsumers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consumers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a consumer */
        get: operations["getConsumer"];
        /**
         * Make sure that there is a consumer
         * @description A new one starts at `start`, by default at the oldest event. An existing one keeps its position.
         */
        put: operations["createConsumer"];
        post?: never;
        /** Delete a consumer */
        delete: operations["deleteConsumer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consumers/{name}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the events after a consumer's position
         * @description Reading moves nothing: commit `next` once the page is handled.
         */
        get: operations["listConsumerEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consumers/{name}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a consumer forward
         * @description 409 `position_behind` when its position is higher already. To go back, seek.
         */
        post: operations["commitConsumer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consumers/{name}/seek": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a consumer to any position, also back */
        post: operations["seekConsumer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The stream of all changes
         * @description Server-sent events; the data of each is JSON.
         *
         *     - `hello`: the stream is open. `resumed` says whether what was missed follows; otherwise load your lists now.
         *     - `ticket`: a ticket as `GET /tickets/{id}` returns it. `ticket-gone`: `{id}`, which you no longer see.
         *     - `ticket-back`: `{id}`, right before a `ticket` that you did not see for a while: what you know of its messages may be old.
         *     - `message`: a message as `GET /messages/{id}` returns it. `tick`: only how far its delivery has got.
         *     - `contact`: name, number and picture, as tickets show them, and the stage (`kanbanId`).
         *     - `draft`: `{ticketId, draft}`, your own; null when it is gone.
         *     - `counts`: as `GET /tickets/counts` returns them, a second after a change at most.
         *     - `setting`: `{name}`, a list of the API that was changed (`queues`, `users`, `tags`, ...): load it again, and the tickets that you show.
         *     - `alert`: `{id}`, for administrators and supervisors.
         *     - `deliveries`: `{ticketIds}`, for which something happened or was posted; null = many tickets. For administrators and supervisors, a second after it at most.
         *     - `presence`: `{userIds}`, who is here. `activity`: `{ticketId, userId, name, activity}`.
         *     - `reset`: load everything again: you may see other things now (`rights`), or were away for too long (`gone`).
         *
         *     A thing that changed several times comes once, as it is now. An event with an `id` is a position: a browser that
         *     reconnects sends it as `Last-Event-ID` and gets all that it missed, for two days. Comments are signs of life, every 15 s.
         */
        get: operations["openStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let colleagues see what you are doing in a ticket
         * @description Send it every few seconds while it lasts, and `none` at its end: it is kept nowhere. The customer sees nothing of it.
         */
        post: operations["showActivity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push-subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this session gets notices through the push service of its browser */
        get: operations["getPushSubscription"];
        /**
         * Send notices to this browser, of these kinds
         * @description Replaces what this session had. It ends with the session, wherever it is signed out. The address must be https and lead to a public host.
         */
        put: operations["putPushSubscription"];
        post?: never;
        /** Send no more notices to this browser */
        delete: operations["deletePushSubscription"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push-subscription/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a notice to this browser now */
        post: operations["testPushSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/external-apis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the doors of WHAZING's API */
        get: operations["listExternalApis"];
        put?: never;
        /** Make an address and a token for one channel */
        post: operations["createExternalApi"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/external-apis/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke it: its token is refused from now on */
        delete: operations["revokeExternalApi"];
        options?: never;
        head?: never;
        /** Change its name, rights or limits */
        patch: operations["updateExternalApi"];
        trace?: never;
    };
    "/api/v1/external-apis/{id}/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a new token; the old one ends at once */
        post: operations["renewExternalApiToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/external-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the calls of WHAZING's API, newest first
         * @description Kept for 90 days. Without bodies, because those contain what customers read.
         */
        get: operations["listExternalCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed what, newest first
         * @description For administrators. Settings, people, sessions, channels, endpoints, what was sent again, and customers whose data was touched.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export everything that the company has stored, as a ZIP archive
         * @description For administrators. A file of JSON lines for each kind of thing: people, settings, contacts, tickets, messages, the audit log. Files are named with their address. No keys, tokens or secrets. One at a time.
         */
        get: operations["exportCompany"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is going on right now, by queue and user
         * @description How many tickets wait and since when, how many are attended to. Groups and snoozed tickets are left out.
         */
        get: operations["getLiveBoard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All figures of a range of days
         * @description Volume, waits, answers and closes. docs/reports.md defines each figure, with SQL for it. The counts are some seconds old.
         */
        get: operations["getReportSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/trend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The figures of each day, or of each month
         * @description Up to 92 days by day, otherwise by month. docs/reports.md defines each figure, with SQL for it. The counts are some seconds old.
         */
        get: operations["getReportTrend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/breakdown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The figures of each queue, user or channel
         * @description Only those that have any. docs/reports.md defines each figure, with SQL for it. The counts are some seconds old.
         */
        get: operations["getReportBreakdown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why tickets were closed
         * @description Those without a reason included. docs/reports.md defines each figure, with SQL for it. The counts are some seconds old.
         */
        get: operations["getReportReasons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/load": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When customers write, by weekday and hour
         * @description New tickets, messages and waits of each of the 168 hours of a week. docs/reports.md defines each figure, with SQL for it. The counts are some seconds old.
         */
        get: operations["getReportLoad"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tickets behind a duration, the longest first
         * @description Each of what was counted, with the ticket that it belongs to: a ticket in which several answers took their time comes several times. docs/reports.md defines each figure, with SQL for it. The counts are some seconds old.
         */
        get: operations["getReportTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{report}/csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A report as CSV, for spreadsheets
         * @description UTF-8 with a byte order mark; columns in the language of `accept-language`; durations in whole seconds. A text that a spreadsheet would take for a formula begins with an apostrophe.
         */
        get: operations["getReportCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List alerts, newest first */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an alert */
        get: operations["getAlert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge an alert
         * @description It stays open until its cause is gone. The first one who acknowledges it is kept.
         */
        post: operations["acknowledgeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get where alerts are sent */
        get: operations["getAlertSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change where alerts are sent
         * @description To `alertUrl`, `alert.opened` and `alert.resolved` are posted, signed by Standard Webhooks with the secret of /alert-settings/secret. E-mail needs a mail server in the configuration of Recado.
         */
        patch: operations["updateAlertSettings"];
        trace?: never;
    };
    "/api/v1/alert-settings/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the signing secret of the operational webhook */
        get: operations["getAlertSecret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-settings/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new signing secret for the operational webhook
         * @description The old secret is invalid at once.
         */
        post: operations["rotateAlertSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The state of the server: disk, database, processes, backlog
         * @description For administrators of the company that operates the server: the only one, or that of OPERATOR_COMPANY. Looked at once in five seconds.
         */
        get: operations["getServer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Alert: {
            id: number;
            /**
             * @description endpoint-down: it does not respond, its deliveries wait. endpoint-disabled: it responded with 410 or asked to be switched off. endpoint-broken: its secrets cannot be opened, nothing can be posted to it. tickets-failing: it has refused the next delivery of some tickets so often that it may be given up. deliveries-exhausted: given up after the last attempt, counted over an hour. tickets-held: the last attempt of their next delivery failed, and they wait until somebody decides. retention-near: what waits for it will soon be given up. channel-problem: something is wrong with a WhatsApp number. tickets-unseen: no attendant can see some tickets. files-missing: files of messages are lost. The last two are about the company.
             * @enum {string}
             */
            kind: "endpoint-down" | "endpoint-disabled" | "endpoint-broken" | "tickets-failing" | "deliveries-exhausted" | "tickets-held" | "retention-near" | "channel-problem" | "tickets-unseen" | "files-missing";
            endpointId: number | null;
            /** @description The endpoint's name at that time; it may have been deleted since. Null for alerts about a channel or the company. */
            endpointName: string | null;
            channelId: number | null;
            /** @description For channel-problem: the channel's name at that time. */
            channelName: string | null;
            /** @description For channel-problem: the code shown in the channel's health. */
            problem: string | null;
            /** @description For channel-problem: what is wrong, in the language of `accept-language`. */
            title: string | null;
            /** @description The last error. For endpoint-disabled `gone` or `asked`; for channel-problem WhatsApp's own words; null for alerts that count something. */
            reason: string | null;
            /** @description Deliveries given up, tickets held, tickets whose deliveries wait for too long, tickets unseen (1,000 stands for that many or more), or files. */
            count: number | null;
            /** @description The first day (UTC) on which something is given up. */
            expiresOn: string | null;
            /** Format: date-time */
            openedAt: string;
            /** Format: date-time */
            resolvedAt: string | null;
            /** Format: date-time */
            acknowledgedAt: string | null;
            /** @description The user who acknowledged it first. */
            acknowledgedBy: string | null;
        };
        AlertPage: {
            data: components["schemas"]["Alert"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        /**
         * @example {
         *       "id": 4,
         *       "name": "n8n",
         *       "prefix": "rk_Vb1J0c",
         *       "profile": "admin",
         *       "createdAt": "2026-11-28T12:00:00.000Z",
         *       "expiresAt": null,
         *       "lastUsedAt": "2026-11-28T12:30:00.000Z",
         *       "revokedAt": null
         *     }
         */
        ApiKey: {
            id: number;
            /** @description What the key is for. */
            name: string;
            /** @description The key's first characters, to tell keys apart. */
            prefix: string;
            /**
             * @description What the user may do: everything (`admin`), everything but the company's own settings (`supervisor`), or serving tickets (`attendant`).
             * @enum {string}
             */
            profile: "admin" | "supervisor" | "attendant";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string | null;
            /** Format: date-time */
            lastUsedAt: string | null;
            /** Format: date-time */
            revokedAt: string | null;
        };
        ApiKeyPage: {
            data: components["schemas"]["ApiKey"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        /** @description The product of a catalogue that the message asks about. */
        AskedProduct: {
            catalogId: string | null;
            productId: string;
        };
        Attempt: {
            id: number;
            endpointId: number;
            ticketId: number;
            eventId: number;
            eventType: string | null;
            webhookId: string;
            sequence: number;
            payloadVersion: 1 | 2;
            /** @description From 1; 0 = given up without a request. */
            attempt: number;
            /**
             * @description delivered: 2xx. failed: will be tried again. exhausted: the last attempt failed, and the delivery was given up. aborted: the receiver asked not to send it again. skipped: a person gave it up. probe: a failed probe of an endpoint that is down, which costs no attempt.
             * @enum {unknown}
             */
            outcome: "delivered" | "failed" | "exhausted" | "aborted" | "skipped" | "probe";
            status: number | null;
            durationMs: number;
            firstByteMs: number | null;
            connecting: {
                dnsMs: number;
                tcpMs: number;
                tlsMs: number;
            } | null;
            response: string | null;
            responseHeaders: {
                [key: string]: string;
            } | null;
            error: string | null;
            explanation?: string | null;
            /** Format: date-time */
            startedAt: string;
        };
        AttemptPage: {
            data: components["schemas"]["Attempt"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        BlockedUser: {
            number: string | null;
            contact: {
                id: number;
                name: string;
            } | null;
        };
        BlockedUserPage: {
            data: components["schemas"]["BlockedUser"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        /** @description A contact on the kanban board. */
        BoardCard: {
            /** @description The id of the contact. */
            id: number;
            name: string;
            number: string | null;
            profilePicUrl: string | null;
            isGroup: boolean;
            stageId: number;
            /**
             * Format: date-time
             * @description When the contact came into the stage; the column is in this order.
             */
            stagedAt: string;
            walletId: number | null;
            ticket: {
                id: number;
                /**
                 * @description `pending`: it waits in its queue. `open`: somebody attends to it. `closed`: it is over.
                 * @enum {string}
                 */
                status: "pending" | "open" | "closed";
                queueId: number | null;
                userId: number | null;
                /** @description The last message, cut after 300 characters. */
                lastMessage: string;
                waitingSince: string | null;
                /** Format: date-time */
                activeAt: string;
            } | null;
        };
        BoardCardPage: {
            data: components["schemas"]["BoardCard"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        /** @description One thing done to many tickets. Kept for a week. */
        BulkAction: {
            id: number;
            /** @enum {string} */
            action: "close" | "transfer" | "accept" | "return" | "snooze" | "read" | "unread" | "tag" | "untag";
            /**
             * @description `waiting`: it can still be undone.
             * @enum {string}
             */
            state: "waiting" | "running" | "done" | "undone";
            /** @description How many tickets were chosen. */
            ticketCount: number;
            /** @description How many tickets were changed. */
            doneCount: number;
            /** @description How many tickets were left as they are; the results say why. */
            refusedCount: number;
            /** Format: date-time */
            dueAt: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            doneAt: string | null;
        };
        BulkResult: {
            ticketId: number;
            outcome: string | null;
            code: string | null;
            title: string | null;
            detail: string | null;
        };
        BulkResultPage: {
            data: components["schemas"]["BulkResult"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        BusinessProfile: {
            about: string | null;
            address: string | null;
            description: string | null;
            email: string | null;
            websites: string[];
            vertical: string | null;
            pictureUrl: string | null;
        };
        BusinessProfileChange: {
            /** @description The line that WhatsApp shows below the name. */
            about?: string;
            address?: string;
            description?: string;
            email?: string | "";
            websites?: string[];
            /**
             * @description The kind of business, in WhatsApp's list.
             * @enum {string}
             */
            vertical?: "OTHER" | "AUTO" | "BEAUTY" | "APPAREL" | "EDU" | "ENTERTAIN" | "EVENT_PLAN" | "FINANCE" | "GROCERY" | "GOVT" | "HOTEL" | "HEALTH" | "NONPROFIT" | "PROF_SERVICES" | "RETAIL" | "TRAVEL" | "RESTAURANT" | "ALCOHOL" | "ONLINE_GAMBLING" | "PHYSICAL_GAMBLING" | "OTC_DRUGS" | "MATRIMONY_SERVICE";
            /** @description An uploaded JPEG or PNG of up to 5 MB, square, at least 192 pixels wide. */
            pictureMediaId?: number;
        };
        Channel: {
            id: number;
            /** @enum {string} */
            type: "cloud";
            /** @description Whether anything can be sent; `OPENING` until WhatsApp was asked for the first time. */
            status: "CONNECTED" | "DISCONNECTED" | "OPENING";
            name: string;
            /** @description Switched off, it sends nothing; what comes in is still received. */
            isActive: boolean;
            defaultQueueId: number | null;
            defaultUserId: number | null;
            acceptsGroups: boolean;
            /** @description 0 = a new ticket after every close. */
            reopenWithinMinutes: number;
            phoneNumberId: string;
            wabaId: string | null;
            displayPhoneNumber: string | null;
            error: string | null;
            health: components["schemas"]["ChannelHealth"];
            /** Format: date-time */
            createdAt: string;
        };
        ChannelCallback: {
            /** @description The callback URL for the App Dashboard. */
            callbackUrl: string;
            /** @description The verify token for the App Dashboard. */
            verifyToken: string;
        };
        ChannelChange: {
            /** @description Without it, switching off is refused (409) while tickets or channels refer to it. With it they wait again. */
            handOver?: {
                /** @description Where its tickets wait from now on; by default in their own queue. */
                queueId?: number;
            };
            name?: string;
            /** @description Switched off, it sends nothing; what comes in is still received. */
            isActive?: boolean;
            defaultQueueId?: number | null;
            defaultUserId?: number | null;
            acceptsGroups?: boolean;
            /** @description 0 = a new ticket after every close. */
            reopenWithinMinutes?: number;
            /** @description Meta's id of the number, not the number. */
            phoneNumberId?: string;
            wabaId?: string | null;
            /** @description The token of a system user. It is never returned. */
            accessToken?: string;
            /** @description Never answered again. */
            appSecret?: string;
            /** @description After a new app secret the old one stays valid as well; true ends that. */
            endRotation?: boolean;
        };
        ChannelHealth: {
            /**
             * @description The worst of its problems; `unknown` before WhatsApp was asked for the first time.
             * @enum {string}
             */
            state: "unknown" | "ok" | "warning" | "down";
            /** @description A problem disappears by itself when a later check no longer finds it. */
            problems: components["schemas"]["StandingProblem"][];
            verifiedName: string | null;
            quality: string | null;
            messagingLimit: string | null;
            isOnPhoneApp: boolean | null;
            tokenExpiresAt: string | null;
            checkedAt: string | null;
            /** @description Posts of WhatsApp in which something failed; see `inbound`. */
            failedPosts: number;
            /** @description Posts of WhatsApp with something that this version does not know; counted up to 1,000. */
            unknownPosts: number;
        };
        ChannelNotice: {
            id: number;
            /** @description The field of WhatsApp's webhook: account_update, phone_number_quality_update. */
            field: string;
            event: string | null;
            /** @description What happened, in the language of `accept-language`. */
            title: string;
            details: string | null;
            /** Format: date-time */
            happenedAt: string;
        };
        ChannelNoticePage: {
            data: components["schemas"]["ChannelNotice"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        ChannelPage: {
            data: components["schemas"]["Channel"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        ChannelProblem: {
            /**
             * @description Never changes its meaning.
             * @enum {string}
             */
            code: "token_invalid" | "permission_missing" | "number_unknown" | "number_unregistered" | "account_restricted" | "partner_removed" | "payment_missing" | "name_refused" | "certificate_invalid" | "not_subscribed" | "callback_elsewhere" | "number_elsewhere" | "webhooks_missing" | "app_secret_wrong" | "unreachable" | "token_expiring" | "account_mismatch" | "number_flagged" | "number_limited" | "quality_low" | "media_host" | "posts_set_aside" | "template_stopped" | "account_warned";
            /**
             * @description `down`: messages do not arrive or cannot be sent. `warning`: this will happen soon, or happens in part.
             * @enum {string}
             */
            severity: "down" | "warning";
            /** @description A short title, in the language of `accept-language`. */
            title: string;
            /** @description What is wrong and what to do about it. */
            sentence: string;
            details: string | null;
        };
        ChannelTest: {
            isOk: boolean;
            displayPhoneNumber: string | null;
            verifiedName: string | null;
            qualityRating: string | null;
            error: string | null;
            problems: components["schemas"]["ChannelProblem"][];
        };
        CheckedCredentials: {
            isOk: boolean;
            problems: components["schemas"]["ChannelProblem"][];
            displayPhoneNumber: string | null;
            verifiedName: string | null;
            tokenExpiresAt: string | null;
            /** @description The numbers that the token has access to; choose one of them. */
            numbers: {
                phoneNumberId: string;
                wabaId: string;
                displayPhoneNumber: string | null;
                verifiedName: string | null;
                /** @description The number is connected to a channel of this company already. */
                isConnected: boolean;
            }[];
        };
        ChooseCompany: {
            /**
             * @description The password is that of several companies.
             * @enum {string}
             */
            state: "choose-company";
            /** @description The companies in which this password is right. */
            companies: {
                tenantId: number;
                /** @description The name of the company. */
                name: string;
            }[];
        };
        ClosingReason: {
            id: number;
            name: string;
            color: string;
            isActive: boolean;
            /** @description The queues it applies to; none = all. */
            queueIds: number[];
            /** Format: date-time */
            createdAt: string;
        };
        ClosingReasonChange: {
            name?: string;
            /** @description As #rrggbb. */
            color?: string;
            isActive?: boolean;
            /** @description None = all queues. */
            queueIds?: number[];
        };
        ClosingReasonPage: {
            data: components["schemas"]["ClosingReason"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        Colleague: {
            id: number;
            name: string;
            /** @enum {string} */
            profile: "admin" | "supervisor" | "attendant";
            image: string | null;
            queueIds: number[];
        };
        /**
         * @example {
         *       "id": 1,
         *       "name": "Padaria da Rosa",
         *       "language": "pt-BR",
         *       "timezone": "America/Sao_Paulo",
         *       "country": "BR",
         *       "retentionDays": 14,
         *       "requiresSecondFactor": false,
         *       "createdAt": "2026-11-28T12:00:00.000Z"
         *     }
         */
        Company: {
            id: number;
            /** @description The company's name. */
            name: string;
            /**
             * @description The language of e-mails and alerts.
             * @enum {string}
             */
            language: "pt-BR" | "en" | "es";
            /** @description IANA name, such as America/Sao_Paulo. */
            timezone: string;
            /** @description ISO 3166-1 alpha-2: the country of a number that has no country code. */
            country: string;
            /** @description Days that events and attempts are kept. */
            retentionDays: number;
            /** @description Whether its users have to have a second factor. */
            requiresSecondFactor: boolean;
            /** Format: date-time */
            createdAt: string;
        };
        CompanyChange: {
            name?: string;
            /**
             * @description The language of e-mails and alerts.
             * @enum {string}
             */
            language?: "pt-BR" | "en" | "es";
            /** @description IANA name, such as America/Sao_Paulo. */
            timezone?: string;
            /** @description ISO 3166-1 alpha-2, such as BR. */
            country?: string;
            /** @description At most what the server allows (MAX_RETENTION_DAYS, 90). */
            retentionDays?: number;
            /** @description True: a user without one can only set one up. Set up your own first. */
            requiresSecondFactor?: boolean;
        };
        ConfirmedEmail: {
            /** @description Whether any message may be sent now. */
            email: string;
        };
        Consumer: {
            name: string;
            position: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ConsumerPage: {
            data: components["schemas"]["Consumer"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        Contact: {
            id: number;
            name: string;
            number: string | null;
            pushname: string | null;
            email: string | null;
            profilePicUrl: string | null;
            isGroup: boolean;
            lid: string | null;
            kanbanId: number | null;
            followupId: number | null;
            walletId: number | null;
            tagIds: number[];
            isIgnored: boolean;
            bookName: string | null;
            stoppedMarketingAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ContactChange: {
            name?: string;
            email?: string | null;
            kanbanId?: number | null;
            followupId?: number | null;
            walletId?: number | null;
            /** @description From now on exactly these. */
            tagIds?: number[];
            /** @description Fields that are not given stay as they are. */
            fields?: {
                fieldId: number;
                /** @description A value of the field’s kind; null clears it. */
                value: string | number | boolean | null;
            }[];
            /** @description Messages of an ignored contact have no effect. */
            isIgnored?: boolean;
        };
        ContactFilePage: {
            data: components["schemas"]["Message"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        ContactLogEntry: {
            id: number;
            /** @enum {string} */
            action: "merged" | "split" | "number_moved";
            /** @description The contact that stayed, or got the number. */
            contactId: number;
            /** @description The contact that was merged into it, was split off, or lost the number. */
            otherId: number;
            userId: number | null;
            isUndone: boolean;
            /** @description Those that moved. */
            aliases: {
                kind: string;
                value: string;
            }[];
            /** @description Tickets that moved. */
            ticketIds: number[];
            otherName: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        ContactLogEntryPage: {
            data: components["schemas"]["ContactLogEntry"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        ContactPage: {
            data: components["schemas"]["Contact"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        ContactWithAliases: {
            id: number;
            name: string;
            number: string | null;
            pushname: string | null;
            email: string | null;
            profilePicUrl: string | null;
            isGroup: boolean;
            lid: string | null;
            kanbanId: number | null;
            followupId: number | null;
            walletId: number | null;
            tagIds: number[];
            isIgnored: boolean;
            bookName: string | null;
            stoppedMarketingAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Every identifier with which this person or group reaches us. */
            aliases: {
                kind: string;
                value: string;
            }[];
            /** @description The custom fields that have a value, in their order. */
            fields: {
                fieldId: number;
                name: string;
                kind: string;
                value: string;
            }[];
        };
        CreatedApiKey: {
            id: number;
            /** @description What the key is for. */
            name: string;
            /** @description The key's first characters, to tell keys apart. */
            prefix: string;
            /**
             * @description What the user may do: everything (`admin`), everything but the company's own settings (`supervisor`), or serving tickets (`attendant`).
             * @enum {string}
             */
            profile: "admin" | "supervisor" | "attendant";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string | null;
            /** Format: date-time */
            lastUsedAt: string | null;
            /** Format: date-time */
            revokedAt: string | null;
            /** @description The key itself. This response is the only one that shows it. */
            key: string;
        };
        CreatedChannel: {
            id: number;
            /** @enum {string} */
            type: "cloud";
            /** @description Whether anything can be sent; `OPENING` until WhatsApp was asked for the first time. */
            status: "CONNECTED" | "DISCONNECTED" | "OPENING";
            name: string;
            /** @description Switched off, it sends nothing; what comes in is still received. */
            isActive: boolean;
            defaultQueueId: number | null;
            defaultUserId: number | null;
            acceptsGroups: boolean;
            /** @description 0 = a new ticket after every close. */
            reopenWithinMinutes: number;
            phoneNumberId: string;
            wabaId: string | null;
            displayPhoneNumber: string | null;
            error: string | null;
            health: components["schemas"]["ChannelHealth"];
            /** Format: date-time */
            createdAt: string;
            /** @description The callback URL for the App Dashboard. */
            callbackUrl: string;
            /** @description The verify token for the App Dashboard. */
            verifyToken: string;
        };
        CreatedInvitation: {
            id: number;
            /** @description The e-mail of the invited person, in lower case. */
            email: string;
            /** @description The name that the form suggests; the person who accepts may change it. */
            name: string;
            /**
             * @description What the user may do: everything (`admin`), everything but the company's own settings (`supervisor`), or serving tickets (`attendant`).
             * @enum {string}
             */
            profile: "admin" | "supervisor" | "attendant";
            /** @description The queues that the user will serve. */
            queueIds: number[];
            /** @description Null when it was done with an API key. */
            invitedBy: {
                /** @description The user. */
                id: number;
                /** @description The name of the user. */
                name: string;
            } | null;
            /**
             * @description `off`: not sent, because no mail server is configured or `sendMail` was false.
             * @enum {string}
             */
            mail: "off" | "sent" | "failed";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description The person who opens it becomes the user. This response is the only one that shows it. */
            link: string;
        };
        CustomField: {
            id: number;
            name: string;
            /** @enum {string} */
            kind: "text" | "number" | "date" | "boolean" | "choice";
            choices: string[];
            position: number;
            isActive: boolean;
            /** Format: date-time */
            createdAt: string;
        };
        CustomFieldChange: {
            name?: string;
            /** @description What may be chosen; only for the kind `choice`. */
            choices?: string[];
            /** @description Its place in the list. */
            position?: number;
            isActive?: boolean;
        };
        CustomFieldPage: {
            data: components["schemas"]["CustomField"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        Delivery: {
            /** @description Its webhook-id: `msg_<endpoint>_<ticket>_<sequence>`. */
            id: string;
            endpointId: number;
            channelId: number;
            queueId: number | null;
            ticketId: number;
            eventId: number;
            eventType: string;
            /** Format: date-time */
            occurredAt: string;
            /** @description For a message event: whether we sent the message. */
            fromMe: boolean;
            contact: {
                id: number;
                name: string;
            } | null;
            /** @description The beginning of messageBody. */
            excerpt: string;
            sequence: number;
            payloadVersion: 1 | 2;
            /**
             * @description waiting: it has not been tried yet. retrying: it failed and will be tried again. held: its last attempt failed, and it holds its ticket until a person decides. delivered: 2xx. given-up: its schedule or its time is over, or the receiver asked not to get it again. skipped: a person gave it up.
             * @enum {unknown}
             */
            state: "waiting" | "retrying" | "held" | "delivered" | "given-up" | "skipped";
            /**
             * Format: date-time
             * @description When it is posted or tried again at the earliest; null when that is not known, or it is being posted.
             */
            nextAt: string | null;
            /** @description The lane to release when the delivery is held or retrying. */
            laneId: number | null;
            attempts: number;
            last: {
                id: number;
                /**
                 * @description delivered: 2xx. failed: will be tried again. exhausted: the last attempt failed, and the delivery was given up. aborted: the receiver asked not to send it again. skipped: a person gave it up. probe: a failed probe of an endpoint that is down, which costs no attempt.
                 * @enum {unknown}
                 */
                outcome: "delivered" | "failed" | "exhausted" | "aborted" | "skipped" | "probe";
                status: number | null;
                durationMs: number;
                error: string | null;
                /** Format: date-time */
                startedAt: string;
            } | null;
        };
        DeliveryDetail: {
            /** @description Its webhook-id: `msg_<endpoint>_<ticket>_<sequence>`. */
            id: string;
            endpointId: number;
            channelId: number;
            queueId: number | null;
            ticketId: number;
            eventId: number;
            eventType: string;
            /** Format: date-time */
            occurredAt: string;
            /** @description For a message event: whether we sent the message. */
            fromMe: boolean;
            contact: {
                id: number;
                name: string;
            } | null;
            /** @description The beginning of messageBody. */
            excerpt: string;
            sequence: number;
            payloadVersion: 1 | 2;
            /**
             * @description waiting: it has not been tried yet. retrying: it failed and will be tried again. held: its last attempt failed, and it holds its ticket until a person decides. delivered: 2xx. given-up: its schedule or its time is over, or the receiver asked not to get it again. skipped: a person gave it up.
             * @enum {unknown}
             */
            state: "waiting" | "retrying" | "held" | "delivered" | "given-up" | "skipped";
            /**
             * Format: date-time
             * @description When it is posted or tried again at the earliest; null when that is not known, or it is being posted.
             */
            nextAt: string | null;
            /** @description The lane to release when the delivery is held or retrying. */
            laneId: number | null;
            attempts: number;
            last: {
                id: number;
                /**
                 * @description delivered: 2xx. failed: will be tried again. exhausted: the last attempt failed, and the delivery was given up. aborted: the receiver asked not to send it again. skipped: a person gave it up. probe: a failed probe of an endpoint that is down, which costs no attempt.
                 * @enum {unknown}
                 */
                outcome: "delivered" | "failed" | "exhausted" | "aborted" | "skipped" | "probe";
                status: number | null;
                durationMs: number;
                error: string | null;
                /** Format: date-time */
                startedAt: string;
            } | null;
            body: string | null;
            bodyBytes: number;
            /** @description The headers of the last attempt, or of the first one to come, by the endpoint's present settings. */
            headers: {
                name: string;
                value: string | null;
            }[];
            /** @description Every attempt, newest first, 100 at most. */
            tries: components["schemas"]["Attempt"][];
            previousEvent: {
                id: number;
                type: string;
                /** Format: date-time */
                occurredAt: string;
                body: string | null;
            } | null;
        };
        DeliveryMark: {
            eventId: number;
            /** @description `message`, `NewTicket`, `TransferTicket`, ... */
            type: string;
            messageId: string | null;
            /** Format: date-time */
            occurredAt: string;
            /**
             * @description `delivered`, `skipped` (nobody wanted it any more), `waiting`, `failing` (it is tried again), `held` (it waits for a person), `given-up`.
             * @enum {string}
             */
            state: "delivered" | "skipped" | "waiting" | "failing" | "held" | "given-up";
            deliveryId: string | null;
        };
        DeliveryPage: {
            data: components["schemas"]["Delivery"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        /** @description Your draft in a ticket. Nobody else sees it. */
        Draft: {
            ticketId: number;
            body: string;
            mediaIds: number[];
            /** @description The files of `mediaIds` that still exist, in the same order. */
            files: {
                mediaId: number;
                fileName: string;
                mimeType: string;
                size: number | null;
            }[];
            quotedMessageId: number | null;
            /** Format: date-time */
            updatedAt: string;
        };
        DraftOrNone: {
            draft: components["schemas"]["Draft"] | null;
        };
        DraftPage: {
            data: components["schemas"]["Draft"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        Endpoint: {
            id: number;
            channelId: number | null;
            queueId: number | null;
            name: string;
            /** @description An http(s) URL outside of private networks. */
            url: string;
            enabled: boolean;
            /** @description 1 is the format of the five documented bodies; 2 adds mediaBase64, dataJson, ticket.isGroup, contactmessage. */
            payloadVersion: 1 | 2;
            /** @description standard: 12 attempts from 0.5 s to 10 h apart. whazing: 3 attempts, 3 minutes apart. */
            retryPolicy: "standard" | "whazing";
            /** @description After the last attempt: set the event aside and go on, or hold its ticket until somebody decides. */
            whenExhausted: "skip" | "hold";
            /** @description Time limit of the whole exchange, in milliseconds. */
            timeoutMs: number;
            /** @description How many requests may run at once, over all tickets. */
            maxInFlight: number;
            rateLimit: number | null;
            switches: {
                /** @description Messages that customers send. */
                received: boolean;
                /** @description Messages that we send. */
                sent: boolean;
                /** @description NewTicket and NewTicketUserCreate. Channels only. */
                newTicket: boolean;
                /** @description TransferTicket. Channels only. */
                transferred: boolean;
                /** @description ClosedTicket. Channels only. */
                closed: boolean;
                /** @description Messages of tickets that are being served. */
                open: boolean;
                /** @description Messages of tickets that wait. */
                pending: boolean;
                /** @description Messages and tickets of groups as well. */
                groups: boolean;
                /** @description MessageStatus: delivered, read, played, failed. */
                messageStatus: boolean;
                /** @description MessageEdited: the text or caption was changed. */
                messageEdited: boolean;
                /** @description MessageDeleted: taken back for everyone. */
                messageDeleted: boolean;
                /** @description MessageReaction: somebody reacted, or took that back. */
                messageReaction: boolean;
                /** @description Fill mediaBase64, of files up to 8 MB. Payload version 2 only. */
                mediaBase64: boolean;
            };
            disabledReason: ("gone" | "asked") | null;
            hasToken: boolean;
            headerNames: string[];
            ed25519PublicKey: string | null;
            /** Format: date-time */
            previousSecretUntil: string | null;
            breaker: "closed" | "open" | "half-open";
            breakerError: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            breakerExplanation: string | null;
        };
        EndpointChange: {
            name?: string;
            /** @description An http(s) URL outside of private networks. */
            url?: string;
            enabled?: boolean;
            /** @description 1 is the format of the five documented bodies; 2 adds mediaBase64, dataJson, ticket.isGroup, contactmessage. */
            payloadVersion?: 1 | 2;
            /** @description standard: 12 attempts from 0.5 s to 10 h apart. whazing: 3 attempts, 3 minutes apart. */
            retryPolicy?: "standard" | "whazing";
            /** @description After the last attempt: set the event aside and go on, or hold its ticket until somebody decides. */
            whenExhausted?: "skip" | "hold";
            /** @description Time limit of the whole exchange, in milliseconds. */
            timeoutMs?: number;
            /** @description How many requests may run at once, over all tickets. */
            maxInFlight?: number;
            rateLimit?: number | null;
            token?: string | null;
            /** @description All headers that are sent from now on. Null = keep the value that is stored under this name. */
            headers?: {
                [key: string]: string | null;
            };
            /** @description Also sign with an ed25519 key of its own (v1a). */
            ed25519?: boolean;
            switches?: {
                /** @description Messages that customers send. */
                received?: boolean;
                /** @description Messages that we send. */
                sent?: boolean;
                /** @description NewTicket and NewTicketUserCreate. Channels only. */
                newTicket?: boolean;
                /** @description TransferTicket. Channels only. */
                transferred?: boolean;
                /** @description ClosedTicket. Channels only. */
                closed?: boolean;
                /** @description Messages of tickets that are being served. */
                open?: boolean;
                /** @description Messages of tickets that wait. */
                pending?: boolean;
                /** @description Messages and tickets of groups as well. */
                groups?: boolean;
                /** @description MessageStatus: delivered, read, played, failed. */
                messageStatus?: boolean;
                /** @description MessageEdited: the text or caption was changed. */
                messageEdited?: boolean;
                /** @description MessageDeleted: taken back for everyone. */
                messageDeleted?: boolean;
                /** @description MessageReaction: somebody reacted, or took that back. */
                messageReaction?: boolean;
                /** @description Fill mediaBase64, of files up to 8 MB. Payload version 2 only. */
                mediaBase64?: boolean;
            };
        };
        EndpointHealth: {
            endpointId: number;
            successRate: number | null;
            p50Ms: number | null;
            p95Ms: number | null;
            /** @description How many deliveries wait. */
            waiting: number;
            /** @description False = at least this many wait. */
            waitingIsExact: boolean;
            /**
             * Format: date-time
             * @description When the event of the oldest one happened.
             */
            oldestWaitingAt: string | null;
            /** @description How many tickets wait for a person to decide. */
            held: number;
            breaker: "closed" | "open" | "half-open";
            breakerError: string | null;
            failing: {
                /** Format: date-time */
                since: string;
                status: number | null;
                error: string | null;
            } | null;
            worst: {
                /** @description How many of `of` attempts ended this way. */
                count: number;
                of: number;
                /** Format: date-time */
                since: string;
                /** Format: date-time */
                lastAt: string;
                status: number | null;
                error: string | null;
                /** @description The beginning of the newest response. */
                answer: string | null;
                /** @description What it means and what to do, in the language of `accept-language`. */
                explanation: string | null;
            } | null;
            /** @description Attempts by hour: 24 entries, oldest first, the running hour included. */
            hours: {
                /** Format: date-time */
                from: string;
                delivered: number;
                failed: number;
                givenUp: number;
            }[];
        };
        EndpointPage: {
            data: components["schemas"]["Endpoint"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        /** @description Give channelId or queueId, not both. */
        EndpointPreview: {
            channelId?: number;
            queueId?: number;
            /**
             * @description 1 is the format of the five documented bodies; 2 adds mediaBase64, dataJson, ticket.isGroup, contactmessage.
             * @default 1
             */
            payloadVersion?: 1 | 2;
            switches?: {
                /**
                 * @description Messages that customers send.
                 * @default true
                 */
                received?: boolean;
                /**
                 * @description Messages that we send.
                 * @default false
                 */
                sent?: boolean;
                /**
                 * @description NewTicket and NewTicketUserCreate. Channels only.
                 * @default false
                 */
                newTicket?: boolean;
                /**
                 * @description TransferTicket. Channels only.
                 * @default false
                 */
                transferred?: boolean;
                /**
                 * @description ClosedTicket. Channels only.
                 * @default false
                 */
                closed?: boolean;
                /**
                 * @description Messages of tickets that are being served.
                 * @default true
                 */
                open?: boolean;
                /**
                 * @description Messages of tickets that wait.
                 * @default true
                 */
                pending?: boolean;
                /**
                 * @description Messages and tickets of groups as well.
                 * @default false
                 */
                groups?: boolean;
                /**
                 * @description MessageStatus: delivered, read, played, failed.
                 * @default false
                 */
                messageStatus?: boolean;
                /**
                 * @description MessageEdited: the text or caption was changed.
                 * @default false
                 */
                messageEdited?: boolean;
                /**
                 * @description MessageDeleted: taken back for everyone.
                 * @default false
                 */
                messageDeleted?: boolean;
                /**
                 * @description MessageReaction: somebody reacted, or took that back.
                 * @default false
                 */
                messageReaction?: boolean;
                /**
                 * @description Fill mediaBase64, of files up to 8 MB. Payload version 2 only.
                 * @default false
                 */
                mediaBase64?: boolean;
            };
        };
        EndpointWithSecret: {
            id: number;
            channelId: number | null;
            queueId: number | null;
            name: string;
            /** @description An http(s) URL outside of private networks. */
            url: string;
            enabled: boolean;
            /** @description 1 is the format of the five documented bodies; 2 adds mediaBase64, dataJson, ticket.isGroup, contactmessage. */
            payloadVersion: 1 | 2;
            /** @description standard: 12 attempts from 0.5 s to 10 h apart. whazing: 3 attempts, 3 minutes apart. */
            retryPolicy: "standard" | "whazing";
            /** @description After the last attempt: set the event aside and go on, or hold its ticket until somebody decides. */
            whenExhausted: "skip" | "hold";
            /** @description Time limit of the whole exchange, in milliseconds. */
            timeoutMs: number;
            /** @description How many requests may run at once, over all tickets. */
            maxInFlight: number;
            rateLimit: number | null;
            switches: {
                /** @description Messages that customers send. */
                received: boolean;
                /** @description Messages that we send. */
                sent: boolean;
                /** @description NewTicket and NewTicketUserCreate. Channels only. */
                newTicket: boolean;
                /** @description TransferTicket. Channels only. */
                transferred: boolean;
                /** @description ClosedTicket. Channels only. */
                closed: boolean;
                /** @description Messages of tickets that are being served. */
                open: boolean;
                /** @description Messages of tickets that wait. */
                pending: boolean;
                /** @description Messages and tickets of groups as well. */
                groups: boolean;
                /** @description MessageStatus: delivered, read, played, failed. */
                messageStatus: boolean;
                /** @description MessageEdited: the text or caption was changed. */
                messageEdited: boolean;
                /** @description MessageDeleted: taken back for everyone. */
                messageDeleted: boolean;
                /** @description MessageReaction: somebody reacted, or took that back. */
                messageReaction: boolean;
                /** @description Fill mediaBase64, of files up to 8 MB. Payload version 2 only. */
                mediaBase64: boolean;
            };
            disabledReason: ("gone" | "asked") | null;
            hasToken: boolean;
            headerNames: string[];
            ed25519PublicKey: string | null;
            /** Format: date-time */
            previousSecretUntil: string | null;
            breaker: "closed" | "open" | "half-open";
            breakerError: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            breakerExplanation: string | null;
            /** @description whsec_...: the key of the v1 signatures. */
            secret: string;
        };
        Erased: {
            tickets: number;
            messages: number;
            files: number;
        };
        Event: {
            id: number;
            type: string;
            channelId: number;
            queueId: number | null;
            ticketId: number;
            /** Format: date-time */
            occurredAt: string;
            /** @description The body of payload version 1. */
            body: unknown;
        };
        ExportedContact: {
            /** Format: date-time */
            exportedAt: string;
            contact: components["schemas"]["ContactWithAliases"];
            tickets: {
                [key: string]: unknown;
            }[];
            messages: {
                [key: string]: unknown;
            }[];
        };
        ExternalApi: {
            id: number;
            /**
             * Format: uuid
             * @description Its part of the address.
             */
            apiId: string;
            /** @description What WHAZING calls the base URL. */
            address: string;
            channelId: number;
            name: string;
            /** @description The token's first characters. */
            prefix: string;
            /** @description send: messages out. tickets: look at and move. contacts: look at and change. channel: its state. */
            scopes: ("send" | "tickets" | "contacts" | "channel")[];
            /** @description GET /params, with the token in the address. Off by default. */
            allowsTokenInUrl: boolean;
            /** @description The same externalKey with the same body, within a day, counts as one call. The same Idempotency-Key always does. */
            isDeduplicated: boolean;
            requestsPerMinute: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
            /** Format: date-time */
            revokedAt: string | null;
        };
        ExternalApiChange: {
            name?: string;
            /** @description send: messages out. tickets: look at and move. contacts: look at and change. channel: its state. */
            scopes?: ("send" | "tickets" | "contacts" | "channel")[];
            /** @description GET /params, with the token in the address. Off by default. */
            allowsTokenInUrl?: boolean;
            /** @description The same externalKey with the same body, within a day, counts as one call. The same Idempotency-Key always does. */
            isDeduplicated?: boolean;
            requestsPerMinute?: number;
        };
        ExternalApiPage: {
            data: components["schemas"]["ExternalApi"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        ExternalApiWithToken: {
            id: number;
            /**
             * Format: uuid
             * @description Its part of the address.
             */
            apiId: string;
            /** @description What WHAZING calls the base URL. */
            address: string;
            channelId: number;
            name: string;
            /** @description The token's first characters. */
            prefix: string;
            /** @description send: messages out. tickets: look at and move. contacts: look at and change. channel: its state. */
            scopes: ("send" | "tickets" | "contacts" | "channel")[];
            /** @description GET /params, with the token in the address. Off by default. */
            allowsTokenInUrl: boolean;
            /** @description The same externalKey with the same body, within a day, counts as one call. The same Idempotency-Key always does. */
            isDeduplicated: boolean;
            requestsPerMinute: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
            /** Format: date-time */
            revokedAt: string | null;
            /** @description Send it as `authorization: Bearer <token>`. It is shown this once. */
            token: string;
        };
        ExternalCall: {
            id: number;
            externalApiId: number;
            /** Format: date-time */
            calledAt: string;
            method: string;
            route: string;
            status: number;
            durationMs: number;
            ticketId: number | null;
            messageId: number | null;
            error: string | null;
            requestId: string;
            ip: string;
        };
        ExternalCallPage: {
            data: components["schemas"]["ExternalCall"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        /** @description A contact as WHAZING's clients read it. */
        ExternalContact: {
            /** @description Its id, as in webhooks. */
            id: number;
            /** @description Its name in the address book, otherwise the name that the person chose. */
            name: string;
            /** @description E.164 digits; the id of a group. */
            number: string | null;
            /** @description The name that the person chose in WhatsApp. */
            pushname: string | null;
            /** @description Its e-mail. */
            email: string | null;
            /** @description Its picture. */
            profilePicUrl: string | null;
            /** @description Whether it is a group. */
            isGroup: boolean;
            /** @description WhatsApp's linked id. */
            lid: string | null;
            /** @description Its stage in the Kanban. */
            kanbanId: number | null;
            /** @description Its follow-up. */
            followupId: number | null;
            /** @description Its wallet. */
            walletId: number | null;
            /** @description True = its messages are stored nowhere and open no ticket. */
            isIgnored: boolean;
            /** Format: date-time */
            createdAt: string | null;
            /** Format: date-time */
            updatedAt: string | null;
            /** @description The ids of its tags. */
            tags: number[];
            /** @description Its custom fields. */
            extraInfo: {
                name: string;
                value: string;
            }[];
        };
        /** @description A contact in a list. */
        ExternalContactRow: {
            /** @description Its id, as in webhooks. */
            id: number;
            /** @description Its name in the address book, otherwise the name that the person chose. */
            name: string;
            /** @description E.164 digits; the id of a group. */
            number: string | null;
            /** @description The name that the person chose in WhatsApp. */
            pushname: string | null;
            /** @description Its e-mail. */
            email: string | null;
            /** @description Its picture. */
            profilePicUrl: string | null;
            /** @description Whether it is a group. */
            isGroup: boolean;
            /** @description WhatsApp's linked id. */
            lid: string | null;
            /** @description Its stage in the Kanban. */
            kanbanId: number | null;
            /** @description Its follow-up. */
            followupId: number | null;
            /** @description Its wallet. */
            walletId: number | null;
            /** @description True = its messages are stored nowhere and open no ticket. */
            isIgnored: boolean;
            /** Format: date-time */
            createdAt: string | null;
            /** Format: date-time */
            updatedAt: string | null;
            /** @description The ids of its tags. */
            tags: number[];
        };
        /** @description A message as WHAZING's clients read it. */
        ExternalMessage: {
            /** @description Our id. */
            id: number;
            /** @description WhatsApp's id. */
            messageId: string | null;
            /** @description The text or caption. */
            body: string;
            /** @description Whether we sent it. */
            fromMe: boolean;
            /** @description pending, sended, received or failed. */
            status: string;
            /** @description 0 none, 1 sent, 2 delivered, 3 read, 4 played; -1 failed. */
            ack: number;
            /** @description manual, bot or API. */
            sendType: string | null;
            /** @description chat for text. */
            mediaType: string;
            /** @description The address of its file. */
            mediaUrl: string | null;
            /** @description Whether its sender took it back. */
            isDeleted: boolean;
            /** @description The text before the newest edit. */
            edited: string | null;
            /** @description Whole Unix seconds. */
            timestamp: number;
            /** Format: date-time */
            createdAt: string | null;
            /** @description Who wrote it in the panel. */
            userId: number | null;
        };
        ExternalNote: {
            id: number;
            /** @description What colleagues read. */
            body: string;
            /** @description Users who are called to it. */
            mentions: number[];
            /** @description Who wrote it; null for a program. */
            userId: number | null;
            /** @description The name of the user. */
            userName: string | null;
            /** Format: date-time */
            createdAt: string | null;
        };
        ExternalNoteWritten: {
            /** @description A sentence for people. */
            message: string;
            messageId: number;
            ticketId: number;
        };
        /** @description A message that is to leave later. */
        ExternalScheduledMessage: {
            /** @description What became of it, for people. */
            message: string;
            /** @description Its id: what /cancelscheduledmessage takes. */
            scheduleId: number;
            /**
             * @description held: it waits for a person to decide in the panel.
             * @enum {string}
             */
            status: "waiting" | "held" | "sent" | "cancelled";
            /** @description reply, window_closed, late, author_gone or refused. */
            heldBecause: string | null;
            /** Format: date-time */
            sendAt: string | null;
            /** @description Whether a reply holds it. */
            holdOnReply: boolean;
            /** @description Whether the customer has written since. */
            hasReply: boolean;
            /** @description The contact that it is for. */
            contactId: number;
            /** @description E.164 digits. */
            number: string | null;
            /** @description Where it was scheduled; once sent, the ticket that it went into. */
            ticketId: number | null;
            /** @description The message, once sent. */
            messageId: number | null;
            /** @description Your own id, which goes onto the ticket with it. */
            externalKey: string | null;
            /** @description chat for text. */
            mediaType: string;
            /** @description The text or caption; the name of a file. */
            body: string;
        };
        ExternalSent: {
            /** @description The text that WHAZING returns. */
            message: string;
            /** @description Our id: GET /api/v1/messages/{id} shows its state. */
            messageId: number;
            /** @description The ticket that it went into. */
            ticketId: number;
            /** @description Who serves that ticket. */
            userId: number | null;
        };
        /** @description A ticket as WHAZING's clients read it, with who serves it. */
        ExternalTicket: {
            /** @description Its id, as in webhooks. */
            id: number;
            /** @description pending, open or closed. */
            status: string;
            /** @description The number that the customer is told. A string: it has more digits than a number holds. */
            protocol: string;
            /** @description Whether it is the conversation of a group. */
            isGroup: boolean;
            /** @description The channel. */
            channelId: number;
            /** @description The same, under the name that older clients read. */
            whatsappId: number;
            /** @description The contact. */
            contactId: number;
            /** @description Its queue. */
            queueId: number | null;
            /** @description Who serves it. */
            userId: number | null;
            /** @description Why it was closed. */
            closingReasonId: number | null;
            /** @description Messages that nobody has read. */
            unreadMessages: number;
            /** @description The text of the last message. */
            lastMessage: string;
            /** Format: date-time */
            lastMessageAt: string | null;
            /** @description Whether the last message is ours. */
            answered: boolean;
            /** Format: date-time */
            createdAt: string | null;
            /** Format: date-time */
            updatedAt: string | null;
            /** Format: date-time */
            closedAt: string | null;
            apiConfig: {
                /** @description Your own id. */
                externalKey: string;
            } | null;
            user: {
                id: number;
                name: string;
            } | null;
            queue: {
                id: number;
                queue: string;
                name: string;
                color: string;
            } | null;
            contact: {
                id: number;
                name: string;
                /** @description E.164 digits. */
                number: string | null;
                /** @description Its e-mail. */
                email: string | null;
                isGroup: boolean;
                /** @description Its picture. */
                profilePicUrl: string | null;
                /** @description The name that the person chose in WhatsApp. */
                pushname: string | null;
                /** @description WhatsApp's linked id. */
                lid: string | null;
            };
        };
        FeedEvent: {
            id: string;
            /** @description Store it when the event has been handled, and pass it as `after` next time. */
            position: string;
            type: string;
            channelId: number;
            ticketId: number;
            /** Format: date-time */
            occurredAt: string;
            /** @description What webhooks of this payload version get. */
            body: unknown;
        };
        FeedPage: {
            data: components["schemas"]["FeedEvent"][];
            next: string | null;
        };
        FilledReply: {
            body: string;
            /** @description Variables without a value on this ticket. Do not send before they are filled. */
            missing: string[];
            /** @description Reply buttons. */
            buttons: {
                id: string;
                title: string;
            }[];
            files: {
                mediaId: number;
                fileName: string;
                mimeType: string;
            }[];
        };
        FirstSteps: {
            /** @description In order. A step is done when what it makes exists, however it was made. */
            steps: {
                /** @enum {string} */
                name: "company" | "queue" | "channel" | "attendant" | "apiKey" | "webhook";
                /** @enum {string} */
                state: "done" | "skipped" | "open";
            }[];
            /** @description An administrator has dismissed the first steps. */
            isDismissed: boolean;
            /** @description All steps are done, or they were dismissed. */
            isOver: boolean;
        };
        FirstStepsChange: {
            /**
             * @description Skips this step. For `company`: its settings are right as they are.
             * @enum {string}
             */
            pass?: "company" | "queue" | "channel" | "attendant" | "apiKey" | "webhook";
            /** @description True: the panel no longer shows the first steps. False: it shows them again. */
            isDismissed?: boolean;
        };
        ForgottenPassword: {
            /**
             * Format: email
             * @description Upper and lower case are the same.
             */
            email: string;
        };
        Found: {
            contacts: {
                id: number;
                name: string;
                pushname: string | null;
                number: string | null;
                isGroup: boolean;
                profilePicUrl: string | null;
            }[];
            tickets: {
                id: number;
                protocol: string;
                /**
                 * @description `pending`: it waits in its queue. `open`: somebody attends to it. `closed`: it is over.
                 * @enum {string}
                 */
                status: "pending" | "open" | "closed";
                externalKey: string | null;
                contact: {
                    id: number;
                    name: string;
                };
            }[];
            messages: components["schemas"]["FoundMessage"][];
        };
        FoundMessage: {
            /** @description Where to jump to in the conversation. */
            id: number;
            ticketId: number;
            protocol: string;
            contact: {
                id: number;
                name: string;
            };
            fromMe: boolean;
            /** Format: date-time */
            sentAt: string;
            excerpt: {
                text: string;
                /** @description Where in the text the words stand: from, to (exclusive), in UTF-16 units. */
                marks: number[][];
            };
        };
        FoundMessagePage: {
            data: components["schemas"]["FoundMessage"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        Holiday: {
            /** @description The day, as YYYY-MM-DD. */
            date: string;
            name: string;
            /** @description Whether it is the same day in every year. */
            everyYear: boolean;
            /** @description When the queue is open on that day, instead of its weekly hours. Empty = closed. */
            spans: components["schemas"]["OpeningSpan"][];
        };
        InboundPost: {
            id: number;
            /** Format: date-time */
            receivedAt: string;
            state: "waiting" | "done" | "failed";
            size: number;
            error: string | null;
            failedUpdates: {
                index: number;
                error: string;
            }[];
            /** @description What this version of Recado does not know. The post is kept for half a year, because a later version may know it. */
            unknownUpdates: {
                index: number;
                what: string;
            }[];
            /** @description As WhatsApp sent it; cut off after 64 KB. */
            body: string;
        };
        InboundPostPage: {
            data: components["schemas"]["InboundPost"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        /**
         * @description A person who may become a user. The invitation is deleted when it is accepted.
         * @example {
         *       "id": 3,
         *       "email": "bia@padaria.example",
         *       "name": "Bia Alves",
         *       "profile": "attendant",
         *       "queueIds": [
         *         1,
         *         2
         *       ],
         *       "invitedBy": {
         *         "id": 1,
         *         "name": "Dona Rosa"
         *       },
         *       "mail": "sent",
         *       "createdAt": "2026-11-28T12:00:00.000Z",
         *       "expiresAt": "2026-12-05T12:00:00.000Z"
         *     }
         */
        Invitation: {
            id: number;
            /** @description The e-mail of the invited person, in lower case. */
            email: string;
            /** @description The name that the form suggests; the person who accepts may change it. */
            name: string;
            /**
             * @description What the user may do: everything (`admin`), everything but the company's own settings (`supervisor`), or serving tickets (`attendant`).
             * @enum {string}
             */
            profile: "admin" | "supervisor" | "attendant";
            /** @description The queues that the user will serve. */
            queueIds: number[];
            /** @description Null when it was done with an API key. */
            invitedBy: {
                /** @description The user. */
                id: number;
                /** @description The name of the user. */
                name: string;
            } | null;
            /**
             * @description `off`: not sent, because no mail server is configured or `sendMail` was false.
             * @enum {string}
             */
            mail: "off" | "sent" | "failed";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
        };
        InvitationAcceptance: {
            /** @description The part of the link after `#`. */
            code: string;
            name: string;
            /** @description Any characters. */
            password: string;
        };
        InvitationPage: {
            data: components["schemas"]["Invitation"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        InvitationRenewal: {
            /** @description False: you hand the link over yourself. By default it is sent by e-mail if a mail server is configured. */
            sendMail?: boolean;
        };
        Label: {
            id: number;
            name: string;
            color: string;
            position: number;
            /** @description An inactive one stays where it is and is no longer offered. */
            isActive: boolean;
            /** Format: date-time */
            createdAt: string;
        };
        LabelChange: {
            name?: string;
            isActive?: boolean;
            /** @description As #rrggbb. */
            color?: string;
            /** @description Its place in the list. */
            position?: number;
        };
        LabelPage: {
            data: components["schemas"]["Label"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        Lane: {
            id: number;
            endpointId: number;
            ticketId: number;
            contact: {
                id: number;
                name: string;
            } | null;
            /**
             * @description ready: due. retrying: its head failed and waits. leased: being posted. held: the last attempt of its head failed, and it waits for a decision.
             * @enum {unknown}
             */
            state: "ready" | "retrying" | "leased" | "held";
            /** @description Deliveries that wait in it. */
            waiting: number;
            /** @description How often its head has been tried. */
            attempts: number;
            /** Format: date-time */
            dueAt: string;
            /** @description Sequences given up since the last delivery, the oldest thousand at most. */
            skipped: number[];
            /** @description How many more were given up since then. */
            skippedMore: number;
            head: {
                /** @description Its webhook-id. */
                id: string;
                eventType: string;
                fromMe: boolean;
                /** Format: date-time */
                occurredAt: string;
                last: {
                    id: number;
                    /**
                     * @description delivered: 2xx. failed: will be tried again. exhausted: the last attempt failed, and the delivery was given up. aborted: the receiver asked not to send it again. skipped: a person gave it up. probe: a failed probe of an endpoint that is down, which costs no attempt.
                     * @enum {unknown}
                     */
                    outcome: "delivered" | "failed" | "exhausted" | "aborted" | "skipped" | "probe";
                    status: number | null;
                    error: string | null;
                    /** @description The first 500 characters of the last response. */
                    response: string | null;
                    /** Format: date-time */
                    startedAt: string;
                    /** @description What it means and what to do, in the language of `accept-language`. */
                    explanation: string | null;
                } | null;
            } | null;
        };
        LanePage: {
            data: components["schemas"]["Lane"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        LaneRelease: {
            how: "retry" | "skip";
        };
        /** @description What was said last; null when nothing was. */
        LastMessage: {
            id: number;
            /** @description Cut after 300 characters. */
            body: string;
            /** @description Whether we wrote it. */
            fromMe: boolean;
            /** @description As in a message: `chat` for a text. */
            mediaType: string;
            /** @enum {string} */
            status: "pending" | "sended" | "received" | "failed";
            /** @description 0 none, 1 sent, 2 delivered, 3 read, 4 played; -1 failed. */
            ack: number;
            isDeleted: boolean;
        };
        LinkCode: {
            /** @description The part of the link after `#`. */
            code: string;
        };
        Me: {
            tenant: components["schemas"]["Company"];
            /** @description Null when an API key asks. */
            user: components["schemas"]["User"] | null;
            /** @description The API key that asks; null when a person does. */
            apiKeyId: number | null;
            /** @description The name of the user or the key. */
            name: string;
            /**
             * @description What the user may do: everything (`admin`), everything but the company's own settings (`supervisor`), or serving tickets (`attendant`).
             * @enum {string}
             */
            profile: "admin" | "supervisor" | "attendant";
            /** @description What you may do. */
            permissions: ("tickets.serve" | "contacts.change" | "search" | "tickets.viewAll" | "tickets.serveOthers" | "contacts.ignore" | "contacts.merge" | "settings.change" | "endpoints.manage" | "company.change" | "users.manage" | "channels.manage" | "apiKeys.manage" | "contacts.export" | "contacts.delete" | "audit.read" | "server.read")[];
            /** @description The queues that you serve. */
            queueIds: number[];
            /** @description The company requires one and you have none: everything else is refused until it is set up. */
            mustSetUpSecondFactor: boolean;
        };
        /** @description Null for a file that is stored, or is being fetched without trouble. */
        MediaTrouble: {
            /** @description A stable word: `expired`, `refused`, `too_large`, `unknown_host`, `channel_gone`, `lost`. */
            reason: string;
            /** @description Why it is not here, in the language of `accept-language`. */
            sentence: string;
        };
        MergePreview: {
            /** @description The older contact, which stays. */
            staysId: number;
            /** @description The younger one, whose id will still find it. */
            goesId: number;
            /** @description The one contact, as it would be. */
            becomes: {
                name: string;
                number: string | null;
                pushname: string | null;
                email: string | null;
                kanbanId: number | null;
                followupId: number | null;
                walletId: number | null;
                isIgnored: boolean;
                /** Format: date-time */
                stoppedMarketingAt: string | null;
                tagIds: number[];
                fields: {
                    fieldId: number;
                    name: string;
                    value: string;
                }[];
            };
            /** @description What would move from the younger to the older. */
            moves: {
                aliases: {
                    kind: string;
                    value: string;
                }[];
                tickets: number;
            };
        };
        Message: {
            id: number;
            ticketId: number;
            channelId: number;
            clientId: string | null;
            messageId: string | null;
            /** @description The text or caption; the name of a file that has no caption. */
            body: string;
            /** @description Whether we wrote it. */
            fromMe: boolean;
            /** @description An internal note: only colleagues see it, and it is never sent. */
            isNote: boolean;
            /** @description The users that a note mentions. */
            mentions: number[];
            /**
             * @description `sended` is the spelling of WHAZING, which receivers of webhooks know.
             * @enum {string}
             */
            status: "pending" | "sended" | "received" | "failed";
            /** @description 0 none, 1 sent, 2 delivered, 3 read, 4 played; -1 failed. */
            ack: number;
            sendType: string | null;
            /** @description `chat` for a text; `image`, `video`, `audio`, `document`, `sticker`, `location`, `vcard`. */
            mediaType: string;
            mediaUrl: string | null;
            media: components["schemas"]["MessageMedia"] | null;
            /** @description What a text cannot say, as data in the form of the Cloud API: `{"type":"location","location":{"latitude":-23.5,"longitude":-46.6}}`. `body` says the same in words. A filled form has `form.answers` and the `files` that came with it. */
            content: components["schemas"]["MessageContent"] | null;
            origin: components["schemas"]["MessageOrigin"] | null;
            quotedMessageId: number | null;
            quotedWhatsAppId: string | null;
            quoted: components["schemas"]["QuotedMessage"] | null;
            /** @description Its writer deleted it. The text is kept for the attendant. */
            isDeleted: boolean;
            edited: string | null;
            /** @description Every earlier text, oldest first; the newest twenty. */
            edits: {
                /** @description The text that was replaced. */
                body: string;
                /** Format: date-time */
                replacedAt: string;
            }[];
            reactions: {
                emoji: string;
                fromMe: boolean;
                contactId: number | null;
                userId: number | null;
                /** @description Unix seconds. */
                timestamp: number;
            }[];
            /** @description WhatsApp's response when it refused the message. `failure` explains it. */
            error: unknown;
            /** @description Why it did not arrive; null unless `status` is `failed`. */
            failure: components["schemas"]["MessageFailure"] | null;
            retryOf: number | null;
            /**
             * Format: date-time
             * @description By WhatsApp's clock.
             */
            sentAt: string;
            /**
             * Format: date-time
             * @description When it was stored here.
             */
            createdAt: string;
            /** Format: date-time */
            deliveredAt: string | null;
            /** Format: date-time */
            readAt: string | null;
            /** Format: date-time */
            failedAt: string | null;
            sender: {
                id: number;
                name: string;
            } | null;
            user: {
                id: number;
                name: string;
            } | null;
        };
        MessageContent: {
            /** @enum {string} */
            type: "location" | "contacts" | "template" | "interactive" | "button" | "order" | "form" | "referral" | "product" | "image" | "video" | "audio" | "document" | "sticker";
        } & {
            [key: string]: unknown;
        };
        MessageFailure: {
            /** @description Meta's error code; null when WhatsApp never responded. */
            code: number | null;
            /** @description A stable word for why: `window_closed`, `not_on_whatsapp`, ... */
            reason: string;
            /**
             * @description What the writer can do about it.
             * @enum {string}
             */
            wayOut: "send-template" | "check-number" | "send-again" | "send-later" | "change-message" | "call-admin";
            /** @description Why it failed and what to do, in the language of `accept-language`. */
            sentence: string;
            /** @description Meta's own words, in English. */
            details: string | null;
        };
        MessageMedia: {
            id: number;
            /** @description Valid before the file is stored: until then it returns 503 `media_on_its_way`, and 410 when the file never came or is lost. */
            url: string;
            name: string;
            mimeType: string;
            size: number | null;
            /** @description `waiting`: it is being fetched. `stored`: it is here. `failed`: it never came. `missing`: it was stored, and is not there any more. */
            state: string;
            trouble: components["schemas"]["MediaTrouble"] | null;
            width: number | null;
            height: number | null;
            durationMs: number | null;
            waveform: number[] | null;
            thumbnailUrl: string | null;
        };
        /** @description How the message came here, apart from its sender. Null for most messages. */
        MessageOrigin: {
            /** @description Whether it was forwarded to us; `often` is more than five times. */
            forwarded: ("once" | "often") | null;
            referral: components["schemas"]["MessageReferral"] | null;
            product: components["schemas"]["AskedProduct"] | null;
            unknownType: string | null;
        };
        MessagePage: {
            /** @description Newest first. */
            data: components["schemas"]["Message"][];
            /** @description Pass it as `after` to get the messages before these; null at the beginning of the ticket. */
            next: string | null;
            /** @description Whether something was written after these. */
            hasNewer: boolean;
            /** @description Whether something was written before these. */
            hasOlder: boolean;
        };
        /** @description The advertisement or post that the customer tapped before writing. */
        MessageReferral: {
            sourceType: string | null;
            sourceId: string | null;
            sourceUrl: string | null;
            headline: string | null;
            body: string | null;
            mediaUrl: string | null;
            clickId: string | null;
        };
        MessageRetry: {
            /** @description Your own id of it, unique in the ticket. Sending it again makes no second message; lists and the stream return it. */
            clientId?: string;
            /** @description The last message that you have seen. When somebody else wrote after it, 409 `messages_unseen` with what came in `messages`, and nothing is sent. */
            lastSeenMessageId?: number;
        };
        MessageTemplate: {
            name: string;
            language: string;
            /** @description APPROVED, PENDING, REJECTED, PAUSED, DISABLED, or what WhatsApp adds. */
            status: string;
            category: string | null;
            quality: string | null;
            reason: string | null;
            /** @description Header, body, footer and buttons, as WhatsApp defines them. */
            components: {
                [key: string]: unknown;
            }[];
            /** Format: date-time */
            updatedAt: string;
        };
        NewApiKey: {
            name: string;
            /**
             * @description What the user may do: everything (`admin`), everything but the company's own settings (`supervisor`), or serving tickets (`attendant`).
             * @enum {string}
             */
            profile?: "admin" | "supervisor" | "attendant";
            /**
             * Format: date-time
             * @description Null or left out: never.
             */
            expiresAt?: string | null;
        };
        /** @description Either `ticketIds` or a `filter`: then all that it matches now, 1,000 at most. An action needs the same fields as the action on one ticket. */
        NewBulkAction: {
            /** @enum {string} */
            action: "close" | "transfer" | "accept" | "return" | "snooze" | "read" | "unread" | "tag" | "untag";
            /** @description Either these tickets, */
            ticketIds?: number[];
            filter?: components["schemas"]["TicketFilter"];
            closingReasonId?: number | null;
            /** @description Of `close`: whether customers get their queue's farewell; true if left out. */
            farewell?: boolean;
            queueId?: number | null;
            userId?: number | null;
            /** @description For the next person: stored as an internal note, never sent. */
            note?: string;
            /** @description Of `tag` and `untag`. */
            tagIds?: number[];
            until?: string | null;
            /**
             * @description How long it can be undone; nothing happens before that.
             * @default 10
             */
            undoSeconds?: number;
        };
        NewChannel: {
            name: string;
            /** @description Switched off, it sends nothing; what comes in is still received. */
            isActive?: boolean;
            defaultQueueId?: number | null;
            defaultUserId?: number | null;
            acceptsGroups?: boolean;
            /** @description 0 = a new ticket after every close. */
            reopenWithinMinutes?: number;
            /** @description Meta's id of the number, not the number. */
            phoneNumberId: string;
            wabaId?: string | null;
            /** @description The token of a system user. It is never returned. */
            accessToken: string;
            /** @description Never answered again. */
            appSecret: string;
        };
        NewClosingReason: {
            name: string;
            /** @description As #rrggbb. */
            color?: string;
            /** @description None = all queues. */
            queueIds?: number[];
        };
        NewContact: {
            /** @description With country code, or the tenant's country is meant. */
            number: string;
            name?: string;
            email?: string | null;
        };
        NewCredentialCheck: {
            /** @description The token of a system user. It is never returned. */
            accessToken: string;
            /** @description Meta's id of the number, not the number. */
            phoneNumberId?: string;
            wabaId?: string | null;
            /** @description Never answered again. */
            appSecret?: string;
        };
        NewCustomField: {
            name: string;
            /** @enum {string} */
            kind: "text" | "number" | "date" | "boolean" | "choice";
            /** @description What may be chosen; only for the kind `choice`. */
            choices?: string[];
            /** @description Its place in the list. */
            position?: number;
        };
        /** @description Give channelId or queueId, not both. */
        NewEndpoint: {
            channelId?: number;
            queueId?: number;
            name: string;
            /** @description An http(s) URL outside of private networks. */
            url: string;
            /** @default true */
            enabled?: boolean;
            /**
             * @description 1 is the format of the five documented bodies; 2 adds mediaBase64, dataJson, ticket.isGroup, contactmessage.
             * @default 1
             */
            payloadVersion?: 1 | 2;
            /**
             * @description standard: 12 attempts from 0.5 s to 10 h apart. whazing: 3 attempts, 3 minutes apart.
             * @default standard
             */
            retryPolicy?: "standard" | "whazing";
            /**
             * @description After the last attempt: set the event aside and go on, or hold its ticket until somebody decides.
             * @default skip
             */
            whenExhausted?: "skip" | "hold";
            /**
             * @description Time limit of the whole exchange, in milliseconds.
             * @default 15000
             */
            timeoutMs?: number;
            /**
             * @description How many requests may run at once, over all tickets.
             * @default 32
             */
            maxInFlight?: number;
            /** @default null */
            rateLimit?: number | null;
            /** @default null */
            token?: string | null;
            /**
             * @description Sent with every delivery.
             * @default {}
             */
            headers?: {
                [key: string]: string;
            };
            /**
             * @description Also sign with an ed25519 key of its own (v1a).
             * @default false
             */
            ed25519?: boolean;
            switches?: {
                /**
                 * @description Messages that customers send.
                 * @default true
                 */
                received?: boolean;
                /**
                 * @description Messages that we send.
                 * @default false
                 */
                sent?: boolean;
                /**
                 * @description NewTicket and NewTicketUserCreate. Channels only.
                 * @default false
                 */
                newTicket?: boolean;
                /**
                 * @description TransferTicket. Channels only.
                 * @default false
                 */
                transferred?: boolean;
                /**
                 * @description ClosedTicket. Channels only.
                 * @default false
                 */
                closed?: boolean;
                /**
                 * @description Messages of tickets that are being served.
                 * @default true
                 */
                open?: boolean;
                /**
                 * @description Messages of tickets that wait.
                 * @default true
                 */
                pending?: boolean;
                /**
                 * @description Messages and tickets of groups as well.
                 * @default false
                 */
                groups?: boolean;
                /**
                 * @description MessageStatus: delivered, read, played, failed.
                 * @default false
                 */
                messageStatus?: boolean;
                /**
                 * @description MessageEdited: the text or caption was changed.
                 * @default false
                 */
                messageEdited?: boolean;
                /**
                 * @description MessageDeleted: taken back for everyone.
                 * @default false
                 */
                messageDeleted?: boolean;
                /**
                 * @description MessageReaction: somebody reacted, or took that back.
                 * @default false
                 */
                messageReaction?: boolean;
                /**
                 * @description Fill mediaBase64, of files up to 8 MB. Payload version 2 only.
                 * @default false
                 */
                mediaBase64?: boolean;
            };
        };
        NewExternalApi: {
            channelId: number;
            name: string;
            /** @description send: messages out. tickets: look at and move. contacts: look at and change. channel: its state. */
            scopes?: ("send" | "tickets" | "contacts" | "channel")[];
            /** @description GET /params, with the token in the address. Off by default. */
            allowsTokenInUrl?: boolean;
            /** @description The same externalKey with the same body, within a day, counts as one call. The same Idempotency-Key always does. */
            isDeduplicated?: boolean;
            requestsPerMinute?: number;
        };
        /** @description As WhatsApp's `interactive` message. A value beyond one of its documented limits is refused with the field's path. A file of a header may be `{mediaId}` of an uploaded one. */
        NewInteractiveMessage: {
            /** @description One of button, list, cta_url, location_request_message, request_contact_info, catalog_message, flow, product, product_list, carousel, address_message, order_details, order_status, call_permission_request. */
            type: string;
            header?: {
                [key: string]: unknown;
            };
            body?: {
                text: string;
            };
            footer?: {
                text: string;
            };
            /** @description Buttons, sections, parameters, cards: as WhatsApp has them for this type. */
            action?: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        NewInvitation: {
            /**
             * Format: email
             * @description Upper and lower case are the same.
             */
            email: string;
            name: string;
            /**
             * @description What the user may do: everything (`admin`), everything but the company's own settings (`supervisor`), or serving tickets (`attendant`).
             * @enum {string}
             */
            profile: "admin" | "supervisor" | "attendant";
            /** @description The queues that the user will serve. */
            queueIds?: number[];
            /** @description False: you hand the link over yourself. By default it is sent by e-mail if a mail server is configured. */
            sendMail?: boolean;
        };
        NewLabel: {
            name: string;
            /** @description As #rrggbb. */
            color?: string;
            /** @description Its place in the list. */
            position?: number;
        };
        NewLocation: {
            latitude: number;
            longitude: number;
            name?: string;
            address?: string;
        };
        NewMediaLink: {
            /**
             * @description The kind of file as which WhatsApp shows it.
             * @enum {string}
             */
            kind: "image" | "video" | "audio" | "document" | "sticker";
            /** @description WhatsApp fetches it; it must be public. */
            url: string;
            fileName?: string;
        };
        NewMessage: {
            /** @description The text, or the caption of the file. */
            body?: string;
            mediaId?: number;
            /** @description The uploaded OGG/Opus file goes as a voice note. */
            voice?: boolean;
            mediaLink?: components["schemas"]["NewMediaLink"];
            /** @description The `id` of the message that it answers. */
            quotedMessageId?: number;
            /** @description Your own id of it, unique in the ticket. Sending it again makes no second message; lists and the stream return it. */
            clientId?: string;
            /** @description The last message that you have seen. When somebody else wrote after it, 409 `messages_unseen` with what came in `messages`, and nothing is sent. */
            lastSeenMessageId?: number;
            location?: components["schemas"]["NewLocation"];
            /** @description As in WhatsApp's `contacts` message. */
            contacts?: {
                [key: string]: unknown;
            }[];
            template?: components["schemas"]["NewTemplateMessage"];
            interactive?: components["schemas"]["NewInteractiveMessage"];
        };
        NewPassword: {
            /** @description The part of the link after `#`. */
            code: string;
            /** @description Any characters. */
            password: string;
        };
        NewPasswordLink: {
            /** @description Hand it to the person. It is shown this once. */
            link: string;
            /** Format: date-time */
            expiresAt: string;
        };
        NewPushSubscription: {
            /** @description As `PushSubscription.toJSON()` has it. */
            endpoint: string;
            keys: {
                /** @description The browser's key. */
                p256dh: string;
                /** @description The browser's secret. */
                auth: string;
            };
            /** @description What customers write in your own conversations. */
            wantsMine: boolean;
            /** @description Notes that name you. */
            wantsMentions: boolean;
            /** @description What customers write while they wait in your queues. */
            wantsWaiting: boolean;
            /** @description The notice says who wrote what. It is encrypted for the browser, so the push service cannot read it; but everybody who sees the screen of the phone can. */
            showsText: boolean;
        };
        NewQueue: {
            name: string;
            /** @description As #rrggbb. */
            color?: string;
        };
        NewQuickReply: {
            /** @description What is typed after the slash: no spaces, no slash. */
            shortcut: string;
            /** @description With variables such as {{contact.firstName}}. */
            body?: string;
            /** @description Reply buttons. */
            buttons?: {
                id: string;
                title: string;
            }[];
            /** @description Files of POST /media, in the order in which they are sent. */
            mediaIds?: number[];
            /** @description Its place in the list. */
            position?: number;
            queueId?: number | null;
            /** @description Only for yourself. The only kind that attendants may create. */
            isMine?: boolean;
        };
        NewReaction: {
            emoji: string | null;
        };
        NewReplay: {
            /**
             * @description failed: deliveries given up and not delivered since. all: every delivery. missed: events that the switches of today want and that the endpoint never got a delivery of, because it came later, was off, or had other switches.
             * @enum {unknown}
             */
            what: "failed" | "all" | "missed";
            /**
             * Format: date-time
             * @description Events that happened at this instant or later; absent = from the oldest kept.
             */
            from?: string;
            /**
             * Format: date-time
             * @description Events that happened before this instant; absent = now.
             */
            to?: string;
        };
        NewSavedView: {
            name: string;
            filter: components["schemas"]["TicketFilter"];
            /** @description Everybody's; otherwise your own. */
            isShared?: boolean;
            /** @enum {string} */
            sort?: "active" | "waiting" | "created";
            /** @description Its place in the list. */
            position?: number;
        };
        NewScheduledMessage: {
            /**
             * Format: date-time
             * @description When it is sent: an instant with its zone, within a year.
             * @example 2026-12-01T09:00:00-03:00
             */
            sendAt: string;
            /** @description Whether it is held when the contact writes before it leaves. By default on for people and off for groups. */
            holdOnReply?: boolean;
            /** @description The text, or the caption of the file. */
            body?: string;
            mediaId?: number;
            /** @description The uploaded OGG/Opus file goes as a voice note. */
            voice?: boolean;
            mediaLink?: components["schemas"]["NewMediaLink"];
            /** @description The `id` of the message that it answers. */
            quotedMessageId?: number;
            location?: components["schemas"]["NewLocation"];
            /** @description As in WhatsApp's `contacts` message. */
            contacts?: {
                [key: string]: unknown;
            }[];
            template?: components["schemas"]["NewTemplateMessage"];
            interactive?: components["schemas"]["NewInteractiveMessage"];
        };
        /** @description An approved template, checked against its definition before it is sent. The desk and its webhooks show the filled text, unless `body` is given. */
        NewTemplateMessage: {
            name: string;
            language: {
                code: string;
            };
            /** @description Parameters by component, as WhatsApp has them. A file of a header is `{mediaId}` of an uploaded one, `{link}` or `{id}`. */
            components?: {
                [key: string]: unknown;
            }[];
        };
        NewUser: {
            name: string;
            /**
             * Format: email
             * @description Upper and lower case are the same.
             */
            email: string;
            /**
             * @description What the user may do: everything (`admin`), everything but the company's own settings (`supervisor`), or serving tickets (`attendant`).
             * @enum {string}
             */
            profile: "admin" | "supervisor" | "attendant";
            /** @description Any characters. */
            password: string;
        };
        NewWallet: {
            name: string;
            /** @description As #rrggbb. */
            color?: string;
            /** @description Its place in the list. */
            position?: number;
            userId?: number | null;
            /** @description Whether new tickets of its contacts go to its user and not to the channel's. */
            routesTickets?: boolean;
        };
        OpenInvitation: {
            /** @description Which company invites. */
            company: string;
            /** @description Whom. */
            email: string;
            /** @description The name that was suggested. */
            name: string;
            /**
             * @description What the user may do: everything (`admin`), everything but the company's own settings (`supervisor`), or serving tickets (`attendant`).
             * @enum {string}
             */
            profile: "admin" | "supervisor" | "attendant";
        };
        OpeningSpan: {
            /** @description In the company's time zone, as HH:MM. */
            opens: string;
            /** @description As HH:MM; 24:00 is the end of the day. What goes on after midnight is a span of the next day. */
            closes: string;
        };
        Order: {
            /** @description The ids in the new order. */
            ids: number[];
        };
        OwnPassword: {
            /** @description The password that is valid now. */
            currentPassword: string;
        };
        PasswordChange: {
            /** @description The password that is valid now. */
            currentPassword: string;
            /** @description Any characters. */
            newPassword: string;
            /** @description True by default. */
            revokeOtherSessions?: boolean;
        };
        PasswordLink: {
            /** @description The e-mail of the user whose password is set. */
            email: string;
            /** @description The companies in which the password is set. */
            companies: string[];
        };
        PhoneApp: {
            history: {
                /**
                 * @description `coming`: parts arrive, in any order. `importing`: everything is here and is being put into conversations. `declined`: the business does not share it.
                 * @enum {unknown}
                 */
                state: "none" | "asked" | "coming" | "importing" | "done" | "declined";
                progress: number | null;
                /** @description Messages that are in their conversations. */
                imported: number;
                /** @description Messages that could not be stored. */
                failed: number;
                /** Format: date-time */
                askedAt: string | null;
                declinedBecause: string | null;
            };
            /** Format: date-time */
            addressBookAskedAt: string | null;
        };
        PreviewedEvent: {
            eventId: number;
            type: string;
            ticketId: number;
            /** Format: date-time */
            occurredAt: string;
            /** @description For a message event: whether we sent the message. */
            fromMe: boolean;
            excerpt: string | null;
            /** @description Whether it would be posted. */
            wanted: boolean;
            /** @description The switches that would have to be on for it; `never` for a message of a closed ticket. */
            switchesOff: string[];
            /** @description What would be posted, up to 64 KB. */
            body: string | null;
            bodyBytes: number | null;
        };
        /** @description A problem document (RFC 9457). */
        Problem: {
            /** @description A URN that ends in the code. */
            type: string;
            title: string;
            status: number;
            /** @description What to do about it, in English, Portuguese or Spanish by accept-language. */
            detail: string;
            /**
             * @description Stable: use it in your program.
             * @enum {string}
             */
            code: "bad_request" | "malformed_json" | "invalid_request" | "invalid_cursor" | "route_not_found" | "body_too_large" | "unsupported_media_type" | "rate_limited" | "idempotency_key_reused" | "idempotency_key_busy" | "idempotency_outcome_unknown" | "external_token_invalid" | "external_scope_missing" | "external_params_off" | "external_file_refused" | "external_file_empty" | "external_base64_invalid" | "external_base64_too_large" | "external_url_redirects" | "external_url_status" | "external_url_unreachable" | "external_not_supported" | "external_api_not_found" | "not_signed_in" | "wrong_credentials" | "invalid_api_key" | "not_operator" | "not_allowed" | "origin_not_allowed" | "wrong_setup_code" | "setup_done" | "last_admin" | "second_factor_required" | "second_factor_over" | "second_factor_code_used" | "second_factor_on" | "second_factor_off" | "link_over" | "invited_already" | "too_many_invitations" | "mail_not_configured" | "mail_failed" | "invitation_not_found" | "session_not_found" | "tenant_not_found" | "user_not_found" | "queue_not_found" | "channel_not_found" | "contact_not_found" | "ticket_not_found" | "message_not_found" | "closing_reason_not_found" | "endpoint_not_found" | "event_not_found" | "delivery_not_found" | "lane_not_found" | "attempt_not_found" | "replay_not_found" | "api_key_not_found" | "media_not_found" | "alert_not_found" | "tag_not_found" | "stage_not_found" | "followup_not_found" | "wallet_not_found" | "custom_field_not_found" | "quick_reply_not_found" | "name_taken" | "email_taken" | "contact_taken" | "phone_number_id_taken" | "in_use" | "phone_invalid" | "contact_active" | "merge_not_found" | "contacts_differ" | "contacts_both_active" | "still_referred" | "search_too_broad" | "export_running" | "too_many" | "field_choices_wrong" | "field_value_wrong" | "variable_unknown" | "quick_reply_needs_user" | "quick_reply_two_owners" | "ticket_not_pending" | "ticket_taken" | "ticket_changed" | "person_required" | "mention_not_possible" | "messages_unseen" | "report_range" | "snooze_time" | "ticket_has_news" | "bulk_tickets_required" | "bulk_too_many" | "bulk_action_not_found" | "bulk_action_begun" | "bulk_ticket_failed" | "saved_view_not_found" | "contact_or_number" | "message_not_failed" | "message_sent_again" | "client_id_taken" | "scheduled_not_found" | "scheduled_settled" | "scheduled_too_many" | "ticket_not_open" | "ticket_closed" | "ticket_not_closed" | "ticket_already_active" | "ticket_not_yours" | "ticket_user_required" | "ticket_of_group" | "transfer_target_required" | "user_not_in_queue" | "user_inactive" | "queue_inactive" | "closing_reason_required" | "closing_reason_not_of_queue" | "channel_inactive" | "message_empty" | "message_not_changeable" | "service_window_closed" | "template_not_found" | "template_not_approved" | "waba_id_required" | "media_empty" | "media_on_its_way" | "media_never_came" | "media_missing" | "media_too_large" | "media_type_not_allowed" | "whatsapp_refused" | "whatsapp_unreachable" | "callback_unreachable" | "pin_wrong" | "contact_not_blockable" | "invalid_signature" | "invalid_verify_token" | "url_not_allowed" | "push_keys_invalid" | "header_not_allowed" | "endpoint_secrets_needed" | "header_not_stored" | "header_name_invalid" | "header_value_invalid" | "header_twice" | "too_many_endpoints" | "endpoint_disabled" | "rotation_running" | "delivery_not_waiting" | "replay_running" | "consumer_not_found" | "position_behind" | "events_gone" | "internal_error" | "disk_full" | "unavailable";
            /** @description Also in the x-request-id header; names the line in our log. */
            requestId: string;
            errors?: {
                /** @description body, query, path or header */
                in: string;
                /** @description A JSON pointer; empty for the whole. */
                path: string;
                message: string;
            }[];
            /** @description With `messages_unseen`: what came meanwhile, oldest first, ten at most. */
            messages?: {
                id: number;
                /** @description Cut after 300 characters. */
                body: string;
                mediaType: string;
                fromMe: boolean;
                isNote: boolean;
                userName: string | null;
            }[];
            params?: {
                [key: string]: string | number;
            };
        };
        PushState: {
            /** @description `applicationServerKey` of `pushManager.subscribe`: base64url. */
            publicKey: string;
            subscription: components["schemas"]["PushWishes"] | null;
        };
        PushTest: {
            /** @description `sent`: the push service took it. `gone`: it does not know the subscription, which was deleted here. */
            outcome: "sent" | "gone" | "failed";
            reason: string | null;
        };
        /** @description The subscription of this session; null while it has none. */
        PushWishes: {
            /** @description What customers write in your own conversations. */
            wantsMine: boolean;
            /** @description Notes that name you. */
            wantsMentions: boolean;
            /** @description What customers write while they wait in your queues. */
            wantsWaiting: boolean;
            /** @description The notice says who wrote what. It is encrypted for the browser, so the push service cannot read it; but everybody who sees the screen of the phone can. */
            showsText: boolean;
        };
        Queue: {
            id: number;
            name: string;
            color: string;
            isActive: boolean;
            /** Format: date-time */
            createdAt: string;
        };
        /** @description What a queue does by itself. */
        QueueAutomation: {
            queueId: number;
            hours: components["schemas"]["WeekSpan"][] | null;
            /** @description Days with other hours, or none. */
            holidays: components["schemas"]["Holiday"][];
            greeting: string | null;
            absence: string | null;
            farewell: string | null;
            returnAfterMinutes: number | null;
            /** @description The time zone of the hours. */
            timezone: string;
            /** @description Whether the queue is open now. */
            isOpen: boolean;
            /**
             * Format: date-time
             * @description When it opens or closes next; null when that is not within two weeks.
             */
            changesAt: string | null;
        };
        /** @description Fields that are not given stay as they are. */
        QueueAutomationChange: {
            hours?: components["schemas"]["WeekSpan"][] | null;
            /** @description Days with other hours, or none. */
            holidays?: components["schemas"]["Holiday"][];
            greeting?: string | null;
            absence?: string | null;
            farewell?: string | null;
            returnAfterMinutes?: number | null;
        };
        QueueChange: {
            name?: string;
            /** @description As #rrggbb. */
            color?: string;
            isActive?: boolean;
            /** @description Without it, switching off is refused (409) while tickets or channels refer to it. With it they wait again. */
            handOver?: {
                /** @description Where its tickets wait from now on; by default in their own queue. */
                queueId?: number;
            };
        };
        QueueMembers: {
            userIds: number[];
        };
        QueuePage: {
            data: components["schemas"]["Queue"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        QuickReply: {
            id: number;
            shortcut: string;
            body: string;
            queueId: number | null;
            userId: number | null;
            /** @description Reply buttons. */
            buttons: {
                id: string;
                title: string;
            }[];
            files: {
                mediaId: number;
                fileName: string;
                mimeType: string;
            }[];
            position: number;
            isActive: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        QuickReplyChange: {
            /** @description What is typed after the slash: no spaces, no slash. */
            shortcut?: string;
            /** @description With variables such as {{contact.firstName}}. */
            body?: string;
            /** @description Reply buttons. */
            buttons?: {
                id: string;
                title: string;
            }[];
            /** @description Files of POST /media, in the order in which they are sent. */
            mediaIds?: number[];
            /** @description Its place in the list. */
            position?: number;
            isActive?: boolean;
        };
        QuickReplyPage: {
            data: components["schemas"]["QuickReply"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        /** @description The message that this one answers, if it is here. */
        QuotedMessage: {
            id: number;
            /** @description Cut after 300 characters. */
            body: string;
            fromMe: boolean;
            mediaType: string;
            isDeleted: boolean;
            senderName: string | null;
        };
        RecoveryCodes: {
            /** @description Each opens the account once in place of a code. They are shown this once. */
            recoveryCodes: string[];
        };
        Replay: {
            id: number;
            endpointId: number;
            /**
             * @description failed: deliveries given up and not delivered since. all: every delivery. missed: events that the switches of today want and that the endpoint never got a delivery of, because it came later, was off, or had other switches.
             * @enum {unknown}
             */
            what: "failed" | "all" | "missed";
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /**
             * @description running: also while its endpoint is off, or has enough waiting. done: everything is queued.
             * @enum {unknown}
             */
            state: "running" | "done" | "cancelled" | "failed";
            total: number | null;
            /** @description Events looked at so far. */
            examined: number;
            /** @description Deliveries queued so far. */
            queued: number;
            gone: number | null;
            /**
             * Format: date-time
             * @description When `from` is past the retention: what happened before this instant is gone.
             */
            goneBefore: string | null;
            error: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
        };
        ReplayEstimate: {
            /** @description Events in the range. */
            events: number;
            /** @description False = at least this many. */
            eventsIsExact: boolean;
            /** @description Events that were looked at, the oldest ones of the range. */
            examined: number;
            /** @description Deliveries of those that would be queued. */
            deliveries: number;
            /** @description The number of tickets in whose lanes they would be queued. */
            tickets: number;
            /** @description All events of the range were looked at. */
            isExact: boolean;
            /**
             * Format: date-time
             * @description What happened before this instant is gone.
             */
            oldestKept: string;
        };
        ReplayPage: {
            data: components["schemas"]["Replay"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        ReportBoard: {
            /** Format: date-time */
            at: string;
            total: {
                /** @description Tickets that wait in a queue. */
                pending: number;
                /** @description Tickets that somebody attends to. */
                open: number;
                /** @description Of those, the ones whose customer waits for an answer. */
                unanswered: number;
                /** Format: date-time */
                oldestPendingAt: string | null;
                /** Format: date-time */
                oldestUnansweredAt: string | null;
            };
            /** @description Every queue in use, by name; null last: without a queue. */
            queues: components["schemas"]["ReportBoardRow"][];
            /** @description Users who attend to a ticket now, by name. Their `pending` is 0. */
            users: components["schemas"]["ReportBoardRow"][];
        };
        /**
         * @example {
         *       "id": 3,
         *       "name": "Vendas",
         *       "pending": 4,
         *       "open": 11,
         *       "unanswered": 3,
         *       "oldestPendingAt": "2026-11-28T17:11:40.000Z",
         *       "oldestUnansweredAt": "2026-11-28T17:14:02.000Z"
         *     }
         */
        ReportBoardRow: {
            id: number | null;
            name: string | null;
            /** @description Tickets that wait in a queue. */
            pending: number;
            /** @description Tickets that somebody attends to. */
            open: number;
            /** @description Of those, the ones whose customer waits for an answer. */
            unanswered: number;
            /** Format: date-time */
            oldestPendingAt: string | null;
            /** Format: date-time */
            oldestUnansweredAt: string | null;
        };
        ReportBreakdown: {
            /**
             * Format: date
             * @description The first day.
             */
            from: string;
            /**
             * Format: date
             * @description The last day.
             */
            to: string;
            /** @description The company's time zone, as an IANA name: it decides when a day begins. */
            timezone: string;
            asOf: string | null;
            /** @description False while the company is being counted again: its figures are still growing. */
            isComplete: boolean;
            /** @description By name; what belongs to none is last. */
            data: {
                id: number | null;
                name: string | null;
                figures: components["schemas"]["ReportFigures"];
            }[];
        };
        /**
         * @description Each stay in a queue that ended because somebody took the ticket.
         * @example {
         *       "n": 214,
         *       "medianSeconds": 85,
         *       "p90Seconds": 640
         *     }
         */
        ReportDuration: {
            /** @description How many there were. With fewer than 5 the other two values mean little. */
            n: number;
            medianSeconds: number | null;
            p90Seconds: number | null;
        };
        ReportFigures: {
            /** @description Tickets that were opened. */
            newTickets: number;
            /** @description Tickets whose last close was then; one that was reopened is not closed. */
            closedTickets: number;
            /** @description Of those, closed by Recado itself. */
            closedAutomatically: number;
            /** @description Of the closed ones, those in which the customer wrote. */
            closedAfterWriting: number;
            /** @description Of those, the tickets in which no user of the company wrote. */
            abandoned: number;
            /** @description Opened or reopened within 24 hours of a close of the same contact on the same channel. */
            reopenedWithinDay: number;
            /** @description The same, within 7 days. */
            reopenedWithinWeek: number;
            /** @description Open tickets that were given back to their queue. */
            returned: number;
            /** @description Transfers to another queue or user. */
            transferred: number;
            /** @description Messages of customers. */
            messagesIn: number;
            /** @description Messages that people of the company wrote, in the panel or on the phone. */
            messagesOut: number;
            /** @description Messages that programs, bots and schedules sent. */
            automaticMessages: number;
            queueWait: components["schemas"]["ReportDuration"];
            /** @description The same, but only the time in which the queue was open, by the hours that it had when the wait began. */
            queueWaitInHours: components["schemas"]["ReportDuration"];
            /** @description From the customer's first message, or a program's hand-over, to the first message of a person. */
            firstResponse: components["schemas"]["ReportDuration"];
            /** @description The same, but only the time in which the queue was open, by the hours that it had at the first message. */
            firstResponseInHours: components["schemas"]["ReportDuration"];
            /** @description From each first message without an answer to the next one of a person. */
            replyTime: components["schemas"]["ReportDuration"];
            /** @description From opening to the last close, without those that were closed automatically. */
            resolution: components["schemas"]["ReportDuration"];
            /** @description The same for those that were closed automatically. */
            automaticResolution: components["schemas"]["ReportDuration"];
            /** @description How long the ticket was open, all stays together. */
            attended: components["schemas"]["ReportDuration"];
        };
        ReportLoad: {
            /**
             * Format: date
             * @description The first day.
             */
            from: string;
            /**
             * Format: date
             * @description The last day.
             */
            to: string;
            /** @description The company's time zone, as an IANA name: it decides when a day begins. */
            timezone: string;
            asOf: string | null;
            /** @description False while the company is being counted again: its figures are still growing. */
            isComplete: boolean;
            /** @description All 168 hours of a week. With a user there are no waits, because a waiting ticket has no user. */
            data: {
                /** @description 1 is Monday. */
                weekday: number;
                hour: number;
                /** @description Tickets that were opened. */
                newTickets: number;
                /** @description Messages of customers. */
                messagesIn: number;
                /** @description Stays in a queue that began then. */
                queueWait: components["schemas"]["ReportDuration"];
            }[];
        };
        /** @description In which it began; null for none. */
        ReportPlace: {
            id: number;
            /** @description Its present name. */
            name: string;
        };
        ReportReasons: {
            /**
             * Format: date
             * @description The first day.
             */
            from: string;
            /**
             * Format: date
             * @description The last day.
             */
            to: string;
            /** @description The company's time zone, as an IANA name: it decides when a day begins. */
            timezone: string;
            asOf: string | null;
            /** @description False while the company is being counted again: its figures are still growing. */
            isComplete: boolean;
            /** @description The most frequent first. */
            data: {
                id: number | null;
                name: string | null;
                color: string | null;
                /** @description Closed tickets. */
                count: number;
                /** @description Its part of all closed tickets. */
                share: number;
            }[];
        };
        ReportSummary: {
            /**
             * Format: date
             * @description The first day.
             */
            from: string;
            /**
             * Format: date
             * @description The last day.
             */
            to: string;
            /** @description The company's time zone, as an IANA name: it decides when a day begins. */
            timezone: string;
            asOf: string | null;
            /** @description False while the company is being counted again: its figures are still growing. */
            isComplete: boolean;
            figures: components["schemas"]["ReportFigures"];
        };
        /**
         * @example {
         *       "ticketId": 812,
         *       "protocol": "20261128143005812",
         *       "status": "closed",
         *       "contactName": "Marina Souza",
         *       "day": "2026-11-27",
         *       "seconds": 4200,
         *       "times": 1,
         *       "queue": {
         *         "id": 3,
         *         "name": "Vendas"
         *       },
         *       "user": {
         *         "id": 7,
         *         "name": "Bia Alves"
         *       }
         *     }
         */
        ReportTicket: {
            ticketId: number;
            /** @description The protocol of the ticket. */
            protocol: string;
            /**
             * @description Of the ticket now.
             * @enum {string}
             */
            status: "pending" | "open" | "closed";
            /** @description Who the conversation is with. */
            contactName: string;
            /**
             * Format: date
             * @description On which it began.
             */
            day: string;
            /** @description How long it took, to 5 %. */
            seconds: number;
            /** @description How often it took so long in this ticket on this day. */
            times: number;
            queue: components["schemas"]["ReportPlace"] | null;
            user: components["schemas"]["ReportPlace"] | null;
        };
        ReportTicketPage: {
            data: components["schemas"]["ReportTicket"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        ReportTrend: {
            /**
             * Format: date
             * @description The first day.
             */
            from: string;
            /**
             * Format: date
             * @description The last day.
             */
            to: string;
            /** @description The company's time zone, as an IANA name: it decides when a day begins. */
            timezone: string;
            asOf: string | null;
            /** @description False while the company is being counted again: its figures are still growing. */
            isComplete: boolean;
            /**
             * @description Up to 92 days by day.
             * @enum {string}
             */
            by: "day" | "month";
            /** @description Every day or month of the range, oldest first. */
            data: {
                /**
                 * Format: date
                 * @description Its first day.
                 */
                from: string;
                figures: components["schemas"]["ReportFigures"];
            }[];
        };
        RetryPolicy: {
            /** @description standard: 12 attempts from 0.5 s to 10 h apart. whazing: 3 attempts, 3 minutes apart. */
            policy: "standard" | "whazing";
            /** @description Between the event and the first attempt. */
            firstPauseMs: number;
            /** @description After each failed attempt; there is one attempt more. */
            pausesMs: number[];
            /** @description Each pause may be longer by up to this part of it. */
            jitter: number;
        };
        /** @description A saved list: its filter and its order. */
        SavedView: {
            id: number;
            name: string;
            /** @description Everybody's; otherwise your own. */
            isShared: boolean;
            filter: components["schemas"]["TicketFilter"];
            /** @enum {string} */
            sort: "active" | "waiting" | "created";
            position: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        SavedViewChange: {
            name?: string;
            filter?: components["schemas"]["TicketFilter"];
            /** @enum {string} */
            sort?: "active" | "waiting" | "created";
            /** @description Its place in the list. */
            position?: number;
        };
        SavedViewPage: {
            data: components["schemas"]["SavedView"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        /** @description A scheduled message. */
        ScheduledMessage: {
            id: number;
            /**
             * @description waiting for its time, held for a person to decide, sent, or cancelled.
             * @enum {string}
             */
            status: "waiting" | "held" | "sent" | "cancelled";
            /**
             * @description reply: the contact wrote meanwhile. window_closed: WhatsApp takes only a template now. late: its time was more than an hour ago. author_gone: its author has left. refused: see `refusal`.
             * @enum {string|null}
             */
            heldBecause: "reply" | "window_closed" | "late" | "author_gone" | "refused" | null;
            refusal: {
                code: string;
                title: string;
            } | null;
            /** Format: date-time */
            sendAt: string;
            /** @description Whether it is held when the contact writes before it leaves. By default on for people and off for groups. */
            holdOnReply: boolean;
            /** @description Whether the contact has written since it was scheduled. */
            hasReply: boolean;
            channelId: number;
            ticketId: number | null;
            messageId: number | null;
            externalKey: string | null;
            /** @description chat for text. */
            mediaType: string;
            /** @description The text or caption; the name of a file; of a template the filled text. */
            body: string;
            contact: {
                id: number;
                name: string;
                number: string | null;
                isGroup: boolean;
            };
            user: {
                id: number;
                name: string;
            } | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            settledAt: string | null;
        };
        ScheduledMessageChange: {
            /**
             * Format: date-time
             * @description When it is sent: an instant with its zone, within a year.
             * @example 2026-12-01T09:00:00-03:00
             */
            sendAt?: string;
            /** @description Whether it is held when the contact writes before it leaves. By default on for people and off for groups. */
            holdOnReply?: boolean;
        };
        ScheduledMessagePage: {
            data: components["schemas"]["ScheduledMessage"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        SecondFactor: {
            /** @description Six digits of the authenticator app, or a recovery code, which is good once. */
            code: string;
            /** @description True: this browser is not asked again for 30 days. */
            trustDevice?: boolean;
        };
        SecondFactorConfirmation: {
            /** @description Six digits of the authenticator app. */
            code: string;
        };
        SecondFactorNeeded: {
            /**
             * @description Go on with signInWithSecondFactor.
             * @enum {string}
             */
            state: "second-factor";
        };
        SecondFactorSecrets: {
            /** @description For an authenticator app, as a QR code: `otpauth://totp/...`. */
            uri: string;
            /** @description The same to be typed in. */
            secret: string;
            /** @description Each opens the account once in place of a code. They are shown this once. */
            recoveryCodes: string[];
        };
        SecondFactorState: {
            /** @description Whether signing in asks for a code. */
            isOn: boolean;
            /** @description Whether the company requires one. */
            isRequired: boolean;
            /** @description How many have not been used. */
            recoveryCodesLeft: number;
        };
        /** @description What is known of it when it is queued. `GET /messages/{id}` returns all of it, also what becomes of it; reading that back would cost each send a query. */
        SentMessage: {
            id: number;
            ticketId: number;
            /** @description The text that the desk shows; for a template, the filled text. */
            body: string;
            /**
             * @description The message is queued; WhatsApp has not accepted it yet.
             * @enum {string}
             */
            status: "pending";
        };
        ServerProcess: {
            id: number;
            host: string;
            pid: number;
            /** @enum {string} */
            part: "all" | "web" | "dispatcher";
            version: string;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            seenAt: string;
            /** @description Whether the process has reported within the last 50 seconds. */
            isAlive: boolean;
            /** @description By how many milliseconds its event loop was late, 99th percentile. */
            eventLoopMs: number;
            /** @description Size in bytes. */
            memoryBytes: number;
            diskFreeBytes: number | null;
            diskBytes: number | null;
            lease: {
                /** @description Lanes in its hand. */
                lanes: number;
                /** @description Seconds since its last heartbeat; above 10 other processes take its lanes. */
                heartbeatSeconds: number;
                isLeaving: boolean;
            } | null;
        };
        ServerState: {
            /** @description The version of the process that responds. */
            version: string;
            /**
             * Format: date-time
             * @description When it was looked at.
             */
            at: string;
            isReady: boolean;
            /** @description What is wrong, as `/readyz` reports it. */
            reasons: string[];
            processes: components["schemas"]["ServerProcess"][];
            database: {
                version: string;
                /** @description Size in bytes. */
                sizeBytes: number;
                maxConnections: number;
                /** @description Recado's own, by state. */
                connections: {
                    [key: string]: number;
                };
            };
            waiting: {
                /** @description An estimate above 10,000. */
                deliveries: number;
                /** @description 0 when nothing waits. */
                oldestSeconds: number;
                lanes: {
                    /** @description Counted up to 10,000. */
                    ready: number;
                    /** @description Counted up to 10,000. */
                    retrying: number;
                    /** @description Counted up to 10,000. */
                    held: number;
                    /** @description Counted up to 10,000. */
                    leased: number;
                };
                openBreakers: number;
                openAlerts: number;
                inbound: {
                    /** @description Counted up to 10,000. */
                    waiting: number;
                    /** @description Counted up to 10,000. */
                    failed: number;
                };
                /** @description Counted up to 10,000. */
                outbound: number;
            };
            media: {
                /** @description Counted up to 10,000. */
                waiting: number;
                /** @description Files that WhatsApp did not deliver. Counted up to 10,000. */
                failed: number;
                /** @description Files that were stored and are not there any more. Counted up to 10,000. */
                missing: number;
            };
            /** @description Stored secrets by the key that opens them; closed: none of ours does. */
            secrets: {
                current: number;
                older: number;
                closed: number;
            };
            /** @description What `recado check-config` shows, for the process that responds. */
            settings: {
                variable: string;
                value: string | null;
                /** @enum {string} */
                source: "set" | "default" | "none";
                isSecret: boolean;
            }[];
        };
        /**
         * @example {
         *       "id": 31,
         *       "isCurrent": true,
         *       "address": "203.0.113.7",
         *       "userAgent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
         *       "createdAt": "2026-11-28T12:00:00.000Z",
         *       "seenAt": "2026-11-28T14:05:00.000Z",
         *       "expiresAt": "2026-12-05T12:00:00.000Z"
         *     }
         */
        Session: {
            id: number;
            /** @description Whether it is the session of this request. */
            isCurrent: boolean;
            /** @description The address that it was last used from. */
            address: string | null;
            /** @description The browser's own name (`user-agent`). */
            userAgent: string | null;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description Accurate to five minutes.
             */
            seenAt: string;
            /** Format: date-time */
            expiresAt: string;
        };
        SessionList: {
            /** @description At most a hundred. */
            data: components["schemas"]["Session"][];
        };
        SetUp: {
            tenantId: number;
            user: components["schemas"]["User"];
        };
        Setup: {
            /** @description The setup code that the server prints at its start. */
            code: string;
            tenantName: string;
            name: string;
            /**
             * Format: email
             * @description Upper and lower case are the same.
             */
            email: string;
            /** @description Any characters. */
            password: string;
            /**
             * @description The language of e-mails and alerts.
             * @enum {string}
             */
            language?: "pt-BR" | "en" | "es";
            /** @description IANA name, such as America/Sao_Paulo. */
            timezone?: string;
        };
        SetupState: {
            /** @description Whether there is a company. */
            isSetUp: boolean;
            /** @description Whether a mail server is configured, so that passwords can be reset by e-mail. */
            hasMail: boolean;
        };
        SignIn: {
            /**
             * Format: email
             * @description Upper and lower case are the same.
             */
            email: string;
            /** @description The password that is valid now. */
            password: string;
            /** @description Which company, once `choose-company` has been answered. */
            tenantId?: number;
            /** @description False: until the browser is closed. Default: 7 days. */
            rememberMe?: boolean;
        };
        SignInResult: components["schemas"]["SignedIn"] | components["schemas"]["ChooseCompany"] | components["schemas"]["SecondFactorNeeded"];
        /**
         * @example {
         *       "state": "signed-in",
         *       "userId": 12,
         *       "name": "Bia Alves",
         *       "profile": "attendant"
         *     }
         */
        SignedIn: {
            /**
             * @description The session cookie is set.
             * @enum {string}
             */
            state: "signed-in";
            userId: number;
            /** @description The name of the user. */
            name: string;
            /**
             * @description What the user may do: everything (`admin`), everything but the company's own settings (`supervisor`), or serving tickets (`attendant`).
             * @enum {string}
             */
            profile: "admin" | "supervisor" | "attendant";
        };
        /**
         * @example {
         *       "stageId": 3,
         *       "count": 42,
         *       "isMore": false
         *     }
         */
        StageCount: {
            stageId: number;
            count: number;
            /** @description Whether there are more contacts in the stage than were counted (1,000). */
            isMore: boolean;
        };
        StandIn: {
            standIn: {
                channelId: number | null;
                /** @description A page on which you write as a customer. */
                phoneUrl: string;
                phoneNumberId: string;
                wabaId: string;
                displayPhoneNumber: string;
                verifiedName: string;
                /** @description It opens the emulator, and nothing at Meta. */
                accessToken: string;
                appSecret: string;
            } | null;
        };
        StandingProblem: {
            /**
             * @description Never changes its meaning.
             * @enum {string}
             */
            code: "token_invalid" | "permission_missing" | "number_unknown" | "number_unregistered" | "account_restricted" | "partner_removed" | "payment_missing" | "name_refused" | "certificate_invalid" | "not_subscribed" | "callback_elsewhere" | "number_elsewhere" | "webhooks_missing" | "app_secret_wrong" | "unreachable" | "token_expiring" | "account_mismatch" | "number_flagged" | "number_limited" | "quality_low" | "media_host" | "posts_set_aside" | "template_stopped" | "account_warned";
            /**
             * @description `down`: messages do not arrive or cannot be sent. `warning`: this will happen soon, or happens in part.
             * @enum {string}
             */
            severity: "down" | "warning";
            /** @description A short title, in the language of `accept-language`. */
            title: string;
            /** @description What is wrong and what to do about it. */
            sentence: string;
            details: string | null;
            /** Format: date-time */
            since: string;
        };
        TemplatePreview: {
            header: string | null;
            body: string;
            footer: string | null;
            buttons: string[];
            /** @description What becomes `messageBody`. */
            text: string;
            /** @description What WhatsApp would refuse. */
            errors: {
                path: string;
                message: string;
            }[];
        };
        /** @description One conversation being attended to. */
        Ticket: {
            id: number;
            /** @description One more with each change of status, queue, user, reason or key. */
            version: number;
            /**
             * @description `pending`: it waits in its queue. `open`: somebody attends to it. `closed`: it is over.
             * @enum {string}
             */
            status: "pending" | "open" | "closed";
            /** @description A number for the customer, as text: it has more digits than a double keeps. */
            protocol: string;
            isGroup: boolean;
            channelId: number;
            queueId: number | null;
            userId: number | null;
            closingReasonId: number | null;
            externalKey: string | null;
            /** @description Whether the last message is ours. */
            isAnswered: boolean;
            tagIds: number[];
            /**
             * Format: date-time
             * @description When the customer wrote the first message that nobody has answered yet.
             */
            waitingSince: string | null;
            /**
             * Format: date-time
             * @description Snoozed until then, or until the customer writes.
             */
            snoozedUntil: string | null;
            /**
             * Format: date-time
             * @description Until then WhatsApp takes any message; afterwards only templates. Null where there is no such limit, or when the customer has not written.
             */
            windowClosesAt: string | null;
            /** Format: date-time */
            lastMessageAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            closedAt: string | null;
            /**
             * Format: date-time
             * @description When something was said last or its snoozing ended, otherwise when it was opened: lists are in this order.
             */
            activeAt: string;
            /** Format: date-time */
            updatedAt: string;
            contact: {
                id: number;
                name: string;
                number: string | null;
                profilePicUrl: string | null;
                isGroup: boolean;
            };
            channel: {
                id: number;
                name: string;
            };
            queue: {
                id: number;
                name: string;
                color: string;
            } | null;
            user: {
                id: number;
                name: string;
            } | null;
            lastMessage: components["schemas"]["LastMessage"] | null;
            /** @description How many messages came since you read it last and were not answered. For an API key: since the last answer. */
            unreadMessages: number;
            firstUnreadAfter: number | null;
            /** @description Whether you keep it at the top of your list. */
            isPinned: boolean;
            draft: string | null;
        };
        /** @description How many active tickets you see in each list. */
        TicketCounts: {
            /** @description Tickets that wait in their queues. */
            pending: number;
            /** @description Tickets that somebody attends to. */
            open: number;
            /** @description Tickets that you attend to. */
            mine: number;
            /** @description Tickets that nobody attends to, groups included. */
            unassigned: number;
            /** @description Tickets of groups. */
            groups: number;
            /** @description Tickets whose customer waits for an answer. */
            waiting: number;
            /** @description Snoozed tickets. */
            snoozed: number;
            /** @description Of those, the ones that you attend to. */
            snoozedMine: number;
            /** @description Of those, the ones that wait in their queues. */
            snoozedPending: number;
            /** @description Tickets that you have pinned. */
            pinned: number;
            /** @description Tickets with something that you have not read. */
            unread: number;
            /** @description Of those, the ones that you attend to. */
            unreadMine: number;
            /** @description Only queues in which there is something. */
            queues: {
                queueId: number | null;
                /** @description Tickets that wait in this queue. */
                pending: number;
                /** @description Tickets that somebody attends to. */
                open: number;
                /** @description Tickets with something that you have not read. */
                unread: number;
            }[];
        };
        /** @description The same filter as in GET /tickets. */
        TicketFilter: {
            status?: ("pending" | "open" | "closed")[];
            /**
             * @description Who attends to it.
             * @enum {string}
             */
            assigned?: "me" | "nobody" | "others";
            /** @description Of these queues. Repeat it for several. */
            queueId?: number[];
            userId?: number;
            /** @description Of these channels. Repeat it for several. */
            channelId?: number[];
            contactId?: number;
            /** @description With one of these tags. Repeat it for several. */
            tagId?: number[];
            /** @description Of groups, or of people. */
            isGroup?: boolean;
            /** @description Whether the last message is ours. */
            isAnswered?: boolean;
            /** @description Whether something came in that you have not read. */
            isUnread?: boolean;
            /** @description Whether you pinned it. */
            isPinned?: boolean;
            /** @description Whether it is snoozed now. */
            isSnoozed?: boolean;
            /**
             * Format: date-time
             * @description Opened at this instant or later.
             */
            createdFrom?: string;
            /**
             * Format: date-time
             * @description Opened before this instant.
             */
            createdBefore?: string;
            /**
             * Format: date-time
             * @description Something was said at this instant or later.
             */
            activeFrom?: string;
            /**
             * Format: date-time
             * @description Only tickets without a message since this instant.
             */
            activeBefore?: string;
            /**
             * Format: date-time
             * @description Closed at this instant or later.
             */
            closedFrom?: string;
            /**
             * Format: date-time
             * @description Closed before this instant.
             */
            closedBefore?: string;
            closingReasonId?: number;
        };
        TicketLogEntry: {
            id: number;
            action: string;
            userId: number | null;
            queueId: number | null;
            /** Format: date-time */
            until: string | null;
            note: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        TicketLogEntryPage: {
            data: components["schemas"]["TicketLogEntry"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        TicketPage: {
            data: components["schemas"]["Ticket"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        TicketTags: {
            /** @description From now on exactly these. */
            tagIds: number[];
        };
        UrlCheck: {
            isAllowed: boolean;
            code: string | null;
            reason: string | null;
            suggestion: string | null;
            warnings: {
                code: string;
                text: string;
            }[];
        };
        /**
         * @description Somebody who works in the panel.
         * @example {
         *       "id": 12,
         *       "name": "Bia Alves",
         *       "email": "bia@padaria.example",
         *       "profile": "attendant",
         *       "isActive": true,
         *       "isEmailConfirmed": true,
         *       "hasSecondFactor": false,
         *       "createdAt": "2026-11-28T12:00:00.000Z",
         *       "updatedAt": "2026-11-28T12:00:00.000Z"
         *     }
         */
        User: {
            id: number;
            /** @description As colleagues and customers see it. */
            name: string;
            /** @description What they sign in with, in lower case. */
            email: string;
            /**
             * @description What the user may do: everything (`admin`), everything but the company's own settings (`supervisor`), or serving tickets (`attendant`).
             * @enum {string}
             */
            profile: "admin" | "supervisor" | "attendant";
            /** @description An inactive user can neither sign in nor be given tickets. */
            isActive: boolean;
            /** @description Whether a link that was sent to the e-mail has been opened. */
            isEmailConfirmed: boolean;
            /** @description Whether signing in asks for a code as well. */
            hasSecondFactor: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        UserChange: {
            name?: string;
            /**
             * Format: email
             * @description Upper and lower case are the same.
             */
            email?: string;
            /**
             * @description What the user may do: everything (`admin`), everything but the company's own settings (`supervisor`), or serving tickets (`attendant`).
             * @enum {string}
             */
            profile?: "admin" | "supervisor" | "attendant";
            /** @description Any characters. */
            password?: string;
            /** @description False signs them out everywhere. */
            isActive?: boolean;
            /** @description Without it, switching off is refused (409) while tickets or channels refer to it. With it they wait again. */
            handOver?: {
                /** @description Where its tickets wait from now on; by default in their own queue. */
                queueId?: number;
            };
        };
        UserDeactivation: {
            /** @description Without it, switching off is refused (409) while tickets or channels refer to it. With it they wait again. */
            handOver?: {
                /** @description Where its tickets wait from now on; by default in their own queue. */
                queueId?: number;
            };
        };
        UserPage: {
            data: components["schemas"]["User"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        UserQueues: {
            queueIds: number[];
        };
        Wallet: {
            id: number;
            name: string;
            color: string;
            position: number;
            /** @description An inactive one stays where it is and is no longer offered. */
            isActive: boolean;
            /** Format: date-time */
            createdAt: string;
            userId: number | null;
            routesTickets: boolean;
        };
        WalletChange: {
            name?: string;
            isActive?: boolean;
            /** @description As #rrggbb. */
            color?: string;
            /** @description Its place in the list. */
            position?: number;
            userId?: number | null;
            /** @description Whether new tickets of its contacts go to its user and not to the channel's. */
            routesTickets?: boolean;
        };
        WalletPage: {
            data: components["schemas"]["Wallet"][];
            /** @description Pass it as `after` to get the next page; null on the last page. */
            next: string | null;
        };
        WeekSpan: {
            /** @description 1 is Monday, 7 is Sunday. */
            weekday: number;
            /** @description In the company's time zone, as HH:MM. */
            opens: string;
            /** @description As HH:MM; 24:00 is the end of the day. What goes on after midnight is a span of the next day. */
            closes: string;
        };
    };
    responses: {
        /** @description Any other problem; 413 `body_too_large`: Body too large; `external_base64_too_large`: The file is too large for base64; `media_too_large`: Media too large; 415 `unsupported_media_type`: Unsupported content type; 501 `external_not_supported`: Not part of Recado; 410 `link_over`: Link is over; `media_never_came`: File never came; `media_missing`: File is lost; `events_gone`: Events are gone; 502 `mail_failed`: E-mail not sent; `whatsapp_refused`: WhatsApp refused; `whatsapp_unreachable`: WhatsApp is unreachable; 500 `bulk_ticket_failed`: Something went wrong with this ticket; `internal_error`: Our fault; 503 `media_on_its_way`: File on its way; `disk_full`: The disk is full; `unavailable`: Not available right now */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What was wrong, as WHAZING's clients read it */
        ExternalFailure: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @description The sentence; on a 409 of /createticket the active ticket, as JSON. */
                    error: string;
                    /** @description What happened and what to do. */
                    message: string;
                    /** @description Stable: use it in your program. */
                    code: string;
                    /** @description Also in Recado's log, in the line of this request. */
                    requestId: string;
                };
            };
        };
        /** @description `bad_request`: Bad request; `malformed_json`: Malformed JSON; `invalid_request`: Invalid request; `invalid_cursor`: Invalid cursor; `external_file_refused`: The file cannot be sent; `external_file_empty`: The file is empty; `external_base64_invalid`: The file is not base64; `external_url_redirects`: The address of the file redirects; `external_url_status`: The file is not at its address; `external_url_unreachable`: The file could not be downloaded */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `route_not_found`: No such address; `external_api_not_found`: No such API; `invitation_not_found`: No such invitation; `session_not_found`: No such session; `tenant_not_found`: No such company; `user_not_found`: No such user; `queue_not_found`: No such queue; `channel_not_found`: No such channel; `contact_not_found`: No such contact; `ticket_not_found`: No such ticket; `message_not_found`: No such message; `closing_reason_not_found`: No such closing reason; `endpoint_not_found`: No such endpoint; `event_not_found`: No such event; `delivery_not_found`: No such delivery; `lane_not_found`: No such lane; `attempt_not_found`: No such attempt; `replay_not_found`: No such replay; `api_key_not_found`: No such API key; `media_not_found`: No such media file; `alert_not_found`: No such alert; `tag_not_found`: No such tag; `stage_not_found`: No such stage; `followup_not_found`: No such follow-up; `wallet_not_found`: No such wallet; `custom_field_not_found`: No such custom field; `quick_reply_not_found`: No such quick reply; `merge_not_found`: No such merge; `bulk_action_not_found`: No such action on many tickets; `saved_view_not_found`: No such saved view; `scheduled_not_found`: No such scheduled message; `consumer_not_found`: No such consumer */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `rate_limited`: Too many requests */
        Problem429: {
            headers: {
                /** @description Seconds to wait. */
                "retry-after"?: number;
                "ratelimit-limit"?: number;
                "ratelimit-remaining"?: number;
                /** @description Seconds until the count starts again. */
                "ratelimit-reset"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `idempotency_key_reused`: Idempotency key used before; `mail_not_configured`: No mail server; `phone_invalid`: Not a phone number; `search_too_broad`: Too much to search; `field_choices_wrong`: Choices do not fit; `field_value_wrong`: Value does not fit; `variable_unknown`: Unknown variable; `quick_reply_needs_user`: Whose own?; `quick_reply_two_owners`: Queue or yourself; `person_required`: For people; `mention_not_possible`: Cannot mention this user; `report_range`: Not a range of days; `snooze_time`: Not a time to snooze it until; `bulk_tickets_required`: Which tickets?; `bulk_too_many`: Too many tickets at once; `contact_or_number`: With whom?; `scheduled_too_many`: Too many scheduled messages; `ticket_user_required`: Who serves it?; `ticket_of_group`: Ticket of a group; `transfer_target_required`: Transfer to whom?; `user_not_in_queue`: User is not in the queue; `user_inactive`: User is inactive; `queue_inactive`: Queue is inactive; `closing_reason_required`: Closing reason required; `closing_reason_not_of_queue`: Closing reason of another queue; `channel_inactive`: Channel is inactive; `message_empty`: Nothing to send; `service_window_closed`: Service window closed; `template_not_found`: No such template; `template_not_approved`: Template not approved; `waba_id_required`: Account id needed; `media_empty`: Empty file; `media_type_not_allowed`: Media type not taken; `callback_unreachable`: Address not reached by WhatsApp; `pin_wrong`: Wrong PIN; `contact_not_blockable`: Cannot be blocked; `url_not_allowed`: Address not allowed; `push_keys_invalid`: Not a key of a browser; `header_not_allowed`: Header not allowed; `header_not_stored`: No value to keep; `header_name_invalid`: Not a header; `header_value_invalid`: Header value not allowed; `header_twice`: Header given twice */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `idempotency_key_busy`: Still working on it; `idempotency_outcome_unknown`: Nobody knows whether it was done; `setup_done`: Already set up; `last_admin`: Last administrator; `second_factor_on`: Second factor is on; `second_factor_off`: Second factor is off; `invited_already`: Invited already; `too_many_invitations`: Too many invitations; `name_taken`: Name taken; `email_taken`: E-mail taken; `contact_taken`: Contact exists; `phone_number_id_taken`: Number connected already; `in_use`: Still in use; `contact_active`: Ticket is active; `contacts_differ`: Two people; `contacts_both_active`: Both have an active ticket; `still_referred`: Something refers to it; `export_running`: Export is running; `too_many`: Too many of these; `ticket_not_pending`: Ticket is not pending; `ticket_taken`: Somebody has this ticket; `ticket_changed`: Ticket was changed; `messages_unseen`: Something new in the conversation; `ticket_has_news`: The customer wrote meanwhile; `bulk_action_begun`: It has begun already; `message_not_failed`: Message did not fail; `message_sent_again`: Message was sent again already; `client_id_taken`: clientId already used; `scheduled_settled`: No longer scheduled; `ticket_not_open`: Ticket is not open; `ticket_closed`: Ticket is closed; `ticket_not_closed`: Ticket is not closed; `ticket_already_active`: Contact has an active ticket; `message_not_changeable`: Message cannot be changed; `too_many_endpoints`: Too many endpoints; `endpoint_disabled`: Endpoint is disabled; `rotation_running`: Rotation is running; `delivery_not_waiting`: Delivery is not waiting; `replay_running`: Replay is running; `position_behind`: Position is behind */
        Problem409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `external_token_invalid`: Invalid token; `external_scope_missing`: Token without this right; `external_params_off`: Tokens in addresses are off; `not_operator`: Not for this company; `not_allowed`: Not allowed; `origin_not_allowed`: Request from another site; `wrong_setup_code`: Wrong setup code; `second_factor_required`: Second factor required; `ticket_not_yours`: Not your ticket; `invalid_verify_token`: Wrong verify token; `endpoint_secrets_needed`: Token and headers needed */
        Problem403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not_signed_in`: Not signed in; `wrong_credentials`: Wrong e-mail or password; `invalid_api_key`: Unknown API key; `second_factor_over`: Start again; `second_factor_code_used`: Code was used; `invalid_signature`: Invalid signature */
        Problem401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInResult"];
                };
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    signInWithSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactor"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "signed-in",
                     *       "userId": 12,
                     *       "name": "Bia Alves",
                     *       "profile": "attendant"
                     *     }
                     */
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    readInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkCode"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "company": "Padaria da Rosa",
                     *       "email": "bia@padaria.example",
                     *       "name": "Bia Alves",
                     *       "profile": "attendant"
                     *     }
                     */
                    "application/json": components["schemas"]["OpenInvitation"];
                };
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationAcceptance"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInResult"];
                };
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgottenPassword"];
            };
        };
        responses: {
            /** @description Done. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    readPasswordLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkCode"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "email": "bia@padaria.example",
                     *       "companies": [
                     *         "Padaria da Rosa"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PasswordLink"];
                };
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    setNewPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description Done. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    confirmEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkCode"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedEmail"];
                };
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "isOn": true,
                     *       "isRequired": false,
                     *       "recoveryCodesLeft": 10
                     *     }
                     */
                    "application/json": components["schemas"]["SecondFactorState"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    beginSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPassword"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorSecrets"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    confirmSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorConfirmation"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "isOn": true,
                     *       "isRequired": false,
                     *       "recoveryCodesLeft": 10
                     *     }
                     */
                    "application/json": components["schemas"]["SecondFactorState"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPassword"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    disableSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPassword"];
            };
        };
        responses: {
            /** @description Done. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the session. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    revokeOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    signOutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Done. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    askToConfirmEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    externalSend: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001",
                 *       "body": "Seu pedido saiu para entrega.",
                 *       "externalKey": "PED-2026-000123"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    /** @description The text, or the caption of the file. */
                    body?: string;
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                    /** @description A public https address that we download. */
                    mediaUrl?: string;
                    mediaMessage?: {
                        /** @description Its MIME type. */
                        mediaType?: string;
                        fileName?: string;
                        /** @description Base64, with or without a `data:` head. */
                        media: string;
                    } & {
                        [key: string]: unknown;
                    };
                    sticker?: boolean;
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "number": "5511999990001",
                 *       "body": "Seu pedido saiu para entrega.",
                 *       "externalKey": "PED-2026-000123"
                 *     }
                 */
                "multipart/form-data": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    /** @description The text, or the caption of the file. */
                    body?: string;
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                    /** @description A public https address that we download. */
                    mediaUrl?: string;
                    mediaMessage?: {
                        /** @description Its MIME type. */
                        mediaType?: string;
                        fileName?: string;
                        /** @description Base64, with or without a `data:` head. */
                        media: string;
                    } & {
                        [key: string]: unknown;
                    };
                    sticker?: boolean;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "Message add queue",
                     *       "messageId": 51233,
                     *       "ticketId": 9561,
                     *       "userId": null
                     *     }
                     */
                    "application/json": components["schemas"]["ExternalSent"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalSendParams: {
        parameters: {
            query: {
                /**
                 * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                 * @example 5511999990001
                 */
                number?: string;
                /** @description Instead of `number`: a ticket of this channel. */
                ticketId?: number;
                /** @description The text to send. */
                body: string;
                /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                externalKey?: string;
                /** @description The token; `Bearer` in front of it may be left out. */
                bearertoken: string;
            };
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "Message add queue",
                     *       "messageId": 51233,
                     *       "ticketId": 9561,
                     *       "userId": null
                     *     }
                     */
                    "application/json": components["schemas"]["ExternalSent"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalSendLocation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001",
                 *       "contents": {
                 *         "type": "location",
                 *         "longitude": -46.6333,
                 *         "latitude": -23.5505,
                 *         "name": "Loja"
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                    contents: {
                        /** @enum {string} */
                        type?: "location";
                        longitude: number;
                        latitude: number;
                        name?: string;
                        address?: string;
                    } & {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "Message add queue",
                     *       "messageId": 51233,
                     *       "ticketId": 9561,
                     *       "userId": null
                     *     }
                     */
                    "application/json": components["schemas"]["ExternalSent"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalSendContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001",
                 *       "contents": {
                 *         "type": "contact",
                 *         "displayName": "Suporte",
                 *         "telephone": "551140020001"
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                    contents: {
                        /** @enum {string} */
                        type?: "contact";
                        displayName: string;
                        telephone: string;
                    } & {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "Message add queue",
                     *       "messageId": 51233,
                     *       "ticketId": 9561,
                     *       "userId": null
                     *     }
                     */
                    "application/json": components["schemas"]["ExternalSent"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalSendOfficial: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001",
                 *       "contents": {
                 *         "type": "button",
                 *         "body": {
                 *           "text": "Podemos confirmar a entrega?"
                 *         },
                 *         "action": {
                 *           "buttons": [
                 *             {
                 *               "type": "reply",
                 *               "reply": {
                 *                 "id": "sim",
                 *                 "title": "Sim"
                 *               }
                 *             }
                 *           ]
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                    /** @description WhatsApp's own `interactive` object, or a template with `name` and `language`. */
                    contents: {
                        type?: string;
                        /** @description Of a template. */
                        name?: string;
                        language?: {
                            [key: string]: unknown;
                        };
                        components?: {
                            [key: string]: unknown;
                        }[];
                    } & {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "Message add queue",
                     *       "messageId": 51233,
                     *       "ticketId": 9561,
                     *       "userId": null
                     *     }
                     */
                    "application/json": components["schemas"]["ExternalSent"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalScheduleMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001",
                 *       "body": "Lembrete: a entrega é amanhã.",
                 *       "sendAt": "2027-01-15T09:00:00-03:00"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    /** @description When it leaves: ISO 8601 with its zone, Unix seconds or milliseconds, or the company's clock (`2026-12-01 09:00`, `01/12/2026 09:00`). */
                    sendAt: string;
                    /** @description Whether it is held when the customer writes before it leaves; true by default. */
                    holdOnReply?: boolean;
                    /** @description The text, or the caption of the file. */
                    body?: string;
                    /** @description A public https address that we download. */
                    mediaUrl?: string;
                    mediaMessage?: {
                        /** @description Its MIME type. */
                        mediaType?: string;
                        fileName?: string;
                        /** @description Base64, with or without a `data:` head. */
                        media: string;
                    } & {
                        [key: string]: unknown;
                    };
                    /** @description WhatsApp's own `interactive` object, or a template with `name` and `language`. */
                    contents?: {
                        type?: string;
                        /** @description Of a template. */
                        name?: string;
                        language?: {
                            [key: string]: unknown;
                        };
                        components?: {
                            [key: string]: unknown;
                        }[];
                    } & {
                        [key: string]: unknown;
                    };
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A message that is to leave later. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalScheduledMessage"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalListScheduled: {
        parameters: {
            query?: {
                /**
                 * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                 * @example 5511999990001
                 */
                number?: string;
                /** @description Instead of `number`: a ticket of this channel. */
                ticketId?: number;
                /** @description Of this contact alone. */
                contactId?: number;
                /** @description held: it waits for a person to decide in the panel. */
                status?: "waiting" | "held" | "sent" | "cancelled";
            };
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalScheduledMessage"][];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalCancelScheduled: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scheduleId": 77
                 *     }
                 */
                "application/json": {
                    scheduleId: number;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A message that is to leave later. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalScheduledMessage"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalCreateNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ticketId": 9561,
                 *       "body": "Cliente pediu retorno à tarde."
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    body: string;
                    /** @description Users who are called to it. */
                    mentions?: number[];
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalNoteWritten"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalListNotes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalNote"][];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalShowTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    contactId?: number;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A ticket as WHAZING's clients read it, with who serves it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalTicket"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalShowTicketInBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    contactId?: number;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A ticket as WHAZING's clients read it, with who serves it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalTicket"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalShowTickets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    contactId?: number;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalTicket"][];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalGetTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Its id, as in webhooks. */
                        id: number;
                        /** @description pending, open or closed. */
                        status: string;
                        /** @description The number that the customer is told. A string: it has more digits than a number holds. */
                        protocol: string;
                        /** @description Whether it is the conversation of a group. */
                        isGroup: boolean;
                        /** @description The channel. */
                        channelId: number;
                        /** @description The same, under the name that older clients read. */
                        whatsappId: number;
                        /** @description The contact. */
                        contactId: number;
                        /** @description Its queue. */
                        queueId: number | null;
                        /** @description Who serves it. */
                        userId: number | null;
                        /** @description Why it was closed. */
                        closingReasonId: number | null;
                        /** @description Messages that nobody has read. */
                        unreadMessages: number;
                        /** @description The text of the last message. */
                        lastMessage: string;
                        /** Format: date-time */
                        lastMessageAt: string | null;
                        /** @description Whether the last message is ours. */
                        answered: boolean;
                        /** Format: date-time */
                        createdAt: string | null;
                        /** Format: date-time */
                        updatedAt: string | null;
                        /** Format: date-time */
                        closedAt: string | null;
                        apiConfig: {
                            /** @description Your own id. */
                            externalKey: string;
                        } | null;
                        user: {
                            id: number;
                            name: string;
                        } | null;
                        queue: {
                            id: number;
                            queue: string;
                            name: string;
                            color: string;
                        } | null;
                        contact: {
                            id: number;
                            name: string;
                            /** @description E.164 digits. */
                            number: string | null;
                            /** @description Its e-mail. */
                            email: string | null;
                            isGroup: boolean;
                            /** @description Its picture. */
                            profilePicUrl: string | null;
                            /** @description The name that the person chose in WhatsApp. */
                            pushname: string | null;
                            /** @description WhatsApp's linked id. */
                            lid: string | null;
                        };
                        messages: components["schemas"]["ExternalMessage"][];
                    };
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalCreateTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001",
                 *       "status": "pending",
                 *       "queueId": 1,
                 *       "userId": null
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number: string;
                    /** @description pending, open or closed; pending by default. */
                    status?: string;
                    queueId?: number | null;
                    userId?: number | null;
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A ticket as WHAZING's clients read it, with who serves it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalTicket"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalUpdateTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ticketId": 9561,
                 *       "status": "closed"
                 *     }
                 */
                "application/json": {
                    ticketId: number;
                    status?: string;
                    queueId?: number | null;
                    userId?: number | null;
                    closingReasonId?: number | null;
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A ticket as WHAZING's clients read it, with who serves it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalTicket"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalSetTicketInfo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ticketId": 9561,
                 *       "status": "closed"
                 *     }
                 */
                "application/json": {
                    ticketId: number;
                    status?: string;
                    queueId?: number | null;
                    userId?: number | null;
                    closingReasonId?: number | null;
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A ticket as WHAZING's clients read it, with who serves it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalTicket"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalUpdateQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ticketId": 9561,
                 *       "queueId": 1
                 *     }
                 */
                "application/json": {
                    ticketId: number;
                    queueId: number;
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A ticket as WHAZING's clients read it, with who serves it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalTicket"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalGetContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    contactId?: number;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A contact as WHAZING's clients read it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalContact"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalCreateContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001",
                 *       "name": "Maria Souza",
                 *       "email": "maria@example.com",
                 *       "extraInfo": [
                 *         {
                 *           "name": "CPF",
                 *           "value": "00000000000"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number: string;
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                    name?: string;
                    email?: string | null;
                    extraInfo?: ({
                        name: string;
                        value: string;
                    } & {
                        [key: string]: unknown;
                    })[];
                    /** @description Users who look after this contact. */
                    wallets?: number[];
                    commentary?: string | null;
                    ignore?: boolean;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A contact as WHAZING's clients read it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalContact"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalUpdateContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001",
                 *       "extraInfo": [
                 *         {
                 *           "name": "Plano",
                 *           "value": "Ouro"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    contactId?: number;
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                    name?: string;
                    email?: string | null;
                    extraInfo?: ({
                        name: string;
                        value: string;
                    } & {
                        [key: string]: unknown;
                    })[];
                    /** @description Users who look after this contact. */
                    wallets?: number[];
                    commentary?: string | null;
                    ignore?: boolean;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A contact as WHAZING's clients read it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalContact"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalUpdateTags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001",
                 *       "tags": [
                 *         1
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    contactId?: number;
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                    /** @description Replaces all; [] takes them off. */
                    tags: number[];
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A contact as WHAZING's clients read it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalContact"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalUpdateCrm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001",
                 *       "crm": 1
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    contactId?: number;
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                    /** @description 0 removes. */
                    crm: number;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A contact as WHAZING's clients read it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalContact"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalUpdateFollowup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001",
                 *       "followup": 1
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number?: string;
                    /** @description Instead of `number`: a ticket of this channel. */
                    ticketId?: number;
                    contactId?: number;
                    /** @description Your own id for the ticket; its events carry it as `apiConfig.externalKey`. The last one wins. */
                    externalKey?: string;
                    /** @description 0 removes. */
                    followup: number;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A contact as WHAZING's clients read it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalContact"];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalListByTag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
                /** @description The id of the tag. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalContactRow"][];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalListByStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
                /** @description The id of the crm. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalContactRow"][];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalListByFollowup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
                /** @description The id of the followup. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalContactRow"][];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalListByWallet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
                /** @description The id of the wallet. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalContactRow"][];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalChannelStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        name: string;
                        /** @description waba: the official WhatsApp Cloud API. */
                        type: string;
                        /** @description CONNECTED, DISCONNECTED or OPENING. */
                        status: string;
                        number: string | null;
                        isActive: boolean;
                        error: string | null;
                    };
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalQrCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                        qrcode: string;
                        pairingCode: null;
                        message: string;
                    };
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalValidNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "5511999990001"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Digits with country and area code; `<id>@grupo` for a group, `<id>@lid` for a LID. As text or number.
                     * @example 5511999990001
                     */
                    number: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description As E.164 has it, without +. */
                        number: string | null;
                        isValid: boolean;
                        exists: boolean | null;
                        /** @description How WhatsApp itself spells it. */
                        waId: string | null;
                        message: string;
                    };
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalListQueues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown[];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalListUsers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown[];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalListChannels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown[];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalListTags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown[];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalListStages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown[];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalListFollowups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown[];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    externalListClosingReasons: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the API, from the panel. */
                apiId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown[];
                };
            };
            400: components["responses"]["ExternalFailure"];
            403: components["responses"]["ExternalFailure"];
            429: components["responses"]["ExternalFailure"];
            default: components["responses"]["ExternalFailure"];
        };
    };
    getSetup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupState"];
                };
            };
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    setUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Setup"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetUp"];
                };
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 1,
                     *       "name": "Padaria da Rosa",
                     *       "language": "pt-BR",
                     *       "timezone": "America/Sao_Paulo",
                     *       "country": "BR",
                     *       "retentionDays": 14,
                     *       "requiresSecondFactor": false,
                     *       "createdAt": "2026-11-28T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Company"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompanyChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 1,
                     *       "name": "Padaria da Rosa",
                     *       "language": "pt-BR",
                     *       "timezone": "America/Sao_Paulo",
                     *       "country": "BR",
                     *       "retentionDays": 14,
                     *       "requiresSecondFactor": false,
                     *       "createdAt": "2026-11-28T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Company"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getFirstSteps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "steps": [
                     *         {
                     *           "name": "company",
                     *           "state": "done"
                     *         },
                     *         {
                     *           "name": "queue",
                     *           "state": "done"
                     *         },
                     *         {
                     *           "name": "channel",
                     *           "state": "open"
                     *         },
                     *         {
                     *           "name": "attendant",
                     *           "state": "skipped"
                     *         },
                     *         {
                     *           "name": "apiKey",
                     *           "state": "open"
                     *         },
                     *         {
                     *           "name": "webhook",
                     *           "state": "open"
                     *         }
                     *       ],
                     *       "isDismissed": false,
                     *       "isOver": false
                     *     }
                     */
                    "application/json": components["schemas"]["FirstSteps"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateFirstSteps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FirstStepsChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "steps": [
                     *         {
                     *           "name": "company",
                     *           "state": "done"
                     *         },
                     *         {
                     *           "name": "queue",
                     *           "state": "done"
                     *         },
                     *         {
                     *           "name": "channel",
                     *           "state": "open"
                     *         },
                     *         {
                     *           "name": "attendant",
                     *           "state": "skipped"
                     *         },
                     *         {
                     *           "name": "apiKey",
                     *           "state": "open"
                     *         },
                     *         {
                     *           "name": "webhook",
                     *           "state": "open"
                     *         }
                     *       ],
                     *       "isDismissed": false,
                     *       "isOver": false
                     *     }
                     */
                    "application/json": components["schemas"]["FirstSteps"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Somebody who works in the panel. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 12,
                     *       "name": "Bia Alves",
                     *       "email": "bia@padaria.example",
                     *       "profile": "attendant",
                     *       "isActive": true,
                     *       "isEmailConfirmed": true,
                     *       "hasSecondFactor": false,
                     *       "createdAt": "2026-11-28T12:00:00.000Z",
                     *       "updatedAt": "2026-11-28T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Somebody who works in the panel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 12,
                     *       "name": "Bia Alves",
                     *       "email": "bia@padaria.example",
                     *       "profile": "attendant",
                     *       "isActive": true,
                     *       "isEmailConfirmed": true,
                     *       "hasSecondFactor": false,
                     *       "createdAt": "2026-11-28T12:00:00.000Z",
                     *       "updatedAt": "2026-11-28T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description Somebody who works in the panel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 12,
                     *       "name": "Bia Alves",
                     *       "email": "bia@padaria.example",
                     *       "profile": "attendant",
                     *       "isActive": true,
                     *       "isEmailConfirmed": true,
                     *       "hasSecondFactor": false,
                     *       "createdAt": "2026-11-28T12:00:00.000Z",
                     *       "updatedAt": "2026-11-28T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deactivateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserDeactivation"] | null;
            };
        };
        responses: {
            /** @description Somebody who works in the panel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 12,
                     *       "name": "Bia Alves",
                     *       "email": "bia@padaria.example",
                     *       "profile": "attendant",
                     *       "isActive": true,
                     *       "isEmailConfirmed": true,
                     *       "hasSecondFactor": false,
                     *       "createdAt": "2026-11-28T12:00:00.000Z",
                     *       "updatedAt": "2026-11-28T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createPasswordLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "link": "https://desk.example.com/new-password#Vb1J0c3m5o2xQ7rPz8kq4w9Y6tUe1aSdF3gHjK5lZ0c",
                     *       "expiresAt": "2026-11-29T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["NewPasswordLink"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    signOutUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Somebody who works in the panel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 12,
                     *       "name": "Bia Alves",
                     *       "email": "bia@padaria.example",
                     *       "profile": "attendant",
                     *       "isActive": true,
                     *       "isEmailConfirmed": true,
                     *       "hasSecondFactor": false,
                     *       "createdAt": "2026-11-28T12:00:00.000Z",
                     *       "updatedAt": "2026-11-28T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    removeSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Somebody who works in the panel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 12,
                     *       "name": "Bia Alves",
                     *       "email": "bia@padaria.example",
                     *       "profile": "attendant",
                     *       "isActive": true,
                     *       "isEmailConfirmed": true,
                     *       "hasSecondFactor": false,
                     *       "createdAt": "2026-11-28T12:00:00.000Z",
                     *       "updatedAt": "2026-11-28T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitation"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 3,
                     *       "email": "bia@padaria.example",
                     *       "name": "Bia Alves",
                     *       "profile": "attendant",
                     *       "queueIds": [
                     *         1,
                     *         2
                     *       ],
                     *       "invitedBy": {
                     *         "id": 1,
                     *         "name": "Dona Rosa"
                     *       },
                     *       "mail": "sent",
                     *       "createdAt": "2026-11-28T12:00:00.000Z",
                     *       "expiresAt": "2026-12-05T12:00:00.000Z",
                     *       "link": "https://desk.example.com/invitation#Vb1J0c3m5o2xQ7rPz8kq4w9Y6tUe1aSdF3gHjK5lZ0c"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedInvitation"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    renewInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the invitation. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationRenewal"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 3,
                     *       "email": "bia@padaria.example",
                     *       "name": "Bia Alves",
                     *       "profile": "attendant",
                     *       "queueIds": [
                     *         1,
                     *         2
                     *       ],
                     *       "invitedBy": {
                     *         "id": 1,
                     *         "name": "Dona Rosa"
                     *       },
                     *       "mail": "sent",
                     *       "createdAt": "2026-11-28T12:00:00.000Z",
                     *       "expiresAt": "2026-12-05T12:00:00.000Z",
                     *       "link": "https://desk.example.com/invitation#Vb1J0c3m5o2xQ7rPz8kq4w9Y6tUe1aSdF3gHjK5lZ0c"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedInvitation"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the invitation. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 4,
                     *       "name": "n8n",
                     *       "prefix": "rk_Vb1J0c",
                     *       "profile": "admin",
                     *       "createdAt": "2026-11-28T12:00:00.000Z",
                     *       "expiresAt": null,
                     *       "lastUsedAt": "2026-11-28T12:30:00.000Z",
                     *       "revokedAt": null,
                     *       "key": "rk_Vb1J0c3m5o2xQ7rPz8kq4w9Y6tUe1aSdF3gHjK5lZ0c"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the api key. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. The response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listQueues: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuePage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createQueue: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewQueue"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the queue. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the queue. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueueChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listClosingReasons: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosingReasonPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createClosingReason: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewClosingReason"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosingReason"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getClosingReason: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the closing reason. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosingReason"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateClosingReason: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the closing reason. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosingReasonChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosingReason"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listCustomFields: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomFieldPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createCustomField: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCustomField"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomField"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getCustomField: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the custom field. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomField"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deleteCustomField: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the custom field. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateCustomField: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the custom field. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomFieldChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomField"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listTags: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createTag: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLabel"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getTag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the tag. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deleteTag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the tag. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateTag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the tag. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listStages: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createStage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLabel"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the stage. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deleteStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the stage. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the stage. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listFollowups: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createFollowup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLabel"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getFollowup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the followup. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deleteFollowup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the followup. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateFollowup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the followup. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listWallets: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WalletPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createWallet: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWallet"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wallet"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getWallet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the wallet. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wallet"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deleteWallet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the wallet. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateWallet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the wallet. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WalletChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wallet"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    orderCustomFields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description Saved. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    orderTags: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description Saved. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    orderStages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description Saved. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    orderFollowups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description Saved. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    orderWallets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description Saved. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listColleagues: {
        parameters: {
            query?: {
                /** @description Those who may serve this queue: its members, and all supervisors. */
                queueId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Colleague"][];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    setTicketTags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketTags"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketTags"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listQueueMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the queue. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueMembers"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    setQueueMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the queue. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueueMembers"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueMembers"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listUserQueues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserQueues"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    setUserQueues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserQueues"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserQueues"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listQuickReplies: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description How the shortcut begins. */
                shortcut?: string;
                /** @description Of this queue alone. */
                queueId?: number;
                /** @description Those that are active alone, or those that are not. */
                isActive?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuickReplyPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createQuickReply: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewQuickReply"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuickReply"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getQuickReply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the quick reply. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuickReply"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deleteQuickReply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the quick reply. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateQuickReply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the quick reply. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuickReplyChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuickReply"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    fillQuickReply: {
        parameters: {
            query: {
                /** @description Of this ticket alone. */
                ticketId: number;
            };
            header?: never;
            path: {
                /** @description The id of the quick reply. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilledReply"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getQueueAutomation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the queue. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a queue does by itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "queueId": 1,
                     *       "hours": [
                     *         {
                     *           "weekday": 1,
                     *           "opens": "08:00",
                     *           "closes": "12:00"
                     *         },
                     *         {
                     *           "weekday": 1,
                     *           "opens": "13:30",
                     *           "closes": "18:00"
                     *         }
                     *       ],
                     *       "holidays": [
                     *         {
                     *           "date": "2026-12-25",
                     *           "name": "Natal",
                     *           "everyYear": true,
                     *           "spans": []
                     *         }
                     *       ],
                     *       "greeting": "{{now.greeting}}, {{contact.firstName}}! Protocolo {{ticket.protocol}}.",
                     *       "absence": "Atendemos de segunda a sexta, das 8h às 18h. Respondemos assim que abrirmos.",
                     *       "farewell": null,
                     *       "returnAfterMinutes": 30,
                     *       "timezone": "America/Sao_Paulo",
                     *       "isOpen": true,
                     *       "changesAt": "2026-11-30T15:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueAutomation"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateQueueAutomation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the queue. */
                id: number;
            };
            cookie?: never;
        };
        /** @description Fields that are not given stay as they are. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "hours": [
                 *         {
                 *           "weekday": 1,
                 *           "opens": "08:00",
                 *           "closes": "12:00"
                 *         },
                 *         {
                 *           "weekday": 1,
                 *           "opens": "13:30",
                 *           "closes": "18:00"
                 *         }
                 *       ],
                 *       "holidays": [
                 *         {
                 *           "date": "2026-12-25",
                 *           "name": "Natal",
                 *           "everyYear": true,
                 *           "spans": []
                 *         }
                 *       ],
                 *       "greeting": "{{now.greeting}}, {{contact.firstName}}! Protocolo {{ticket.protocol}}.",
                 *       "absence": "Atendemos de segunda a sexta, das 8h às 18h. Respondemos assim que abrirmos.",
                 *       "farewell": null,
                 *       "returnAfterMinutes": 30
                 *     }
                 */
                "application/json": components["schemas"]["QueueAutomationChange"];
            };
        };
        responses: {
            /** @description What a queue does by itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "queueId": 1,
                     *       "hours": [
                     *         {
                     *           "weekday": 1,
                     *           "opens": "08:00",
                     *           "closes": "12:00"
                     *         },
                     *         {
                     *           "weekday": 1,
                     *           "opens": "13:30",
                     *           "closes": "18:00"
                     *         }
                     *       ],
                     *       "holidays": [
                     *         {
                     *           "date": "2026-12-25",
                     *           "name": "Natal",
                     *           "everyYear": true,
                     *           "spans": []
                     *         }
                     *       ],
                     *       "greeting": "{{now.greeting}}, {{contact.firstName}}! Protocolo {{ticket.protocol}}.",
                     *       "absence": "Atendemos de segunda a sexta, das 8h às 18h. Respondemos assim que abrirmos.",
                     *       "farewell": null,
                     *       "returnAfterMinutes": 30,
                     *       "timezone": "America/Sao_Paulo",
                     *       "isOpen": true,
                     *       "changesAt": "2026-11-30T15:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueAutomation"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    countStages: {
        parameters: {
            query?: {
                /** @description Only contacts whose ticket is in this queue, or was when it was closed. */
                queueId?: number;
                /** @description Only contacts whose ticket has or had this user. */
                userId?: number;
                /** @description Only contacts in this wallet. */
                walletId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["StageCount"][];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listStageContacts: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Only contacts whose ticket is in this queue, or was when it was closed. */
                queueId?: number;
                /** @description Only contacts whose ticket has or had this user. */
                userId?: number;
                /** @description Only contacts in this wallet. */
                walletId?: number;
            };
            header?: never;
            path: {
                /** @description The id of the stage. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardCardPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    search: {
        parameters: {
            query: {
                /** @description Words, part of a number, a protocol. "in this order", -without. */
                text: string;
                /** @description Of each kind. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    searchMessages: {
        parameters: {
            query: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Words, part of a number, a protocol. "in this order", -without. */
                text: string;
                /** @description Of this ticket alone. */
                ticketId?: number;
                /** @description Of this contact alone. */
                contactId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundMessagePage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listContacts: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description A part of the name, or the beginning of the number. */
                search?: string;
                /** @description Exactly this phone line, in either spelling (ninth digit). */
                number?: string;
                /** @description Groups alone, or people alone. */
                isGroup?: boolean;
                /** @description In this stage alone. */
                kanbanId?: number;
                /** @description With this follow-up alone. */
                followupId?: number;
                /** @description Of this wallet alone. */
                walletId?: number;
                /** @description With this tag alone. */
                tagId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContact"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactWithAliases"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the contact. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactWithAliases"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the contact. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactWithAliases"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listContactLog: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The id of the contact. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactLogEntryPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    previewMerge: {
        parameters: {
            query: {
                /** @description The other contact. */
                contactId: number;
            };
            header?: never;
            path: {
                /** @description The id of the contact. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "staysId": 12,
                     *       "goesId": 40,
                     *       "becomes": {
                     *         "name": "Beatriz",
                     *         "number": "5531987650001",
                     *         "pushname": "Bia",
                     *         "email": "bia@example.com",
                     *         "kanbanId": null,
                     *         "followupId": null,
                     *         "walletId": null,
                     *         "isIgnored": false,
                     *         "stoppedMarketingAt": null,
                     *         "tagIds": [
                     *           3
                     *         ],
                     *         "fields": [
                     *           {
                     *             "fieldId": 1,
                     *             "name": "CPF",
                     *             "value": "000.000.000-00"
                     *           }
                     *         ]
                     *       },
                     *       "moves": {
                     *         "aliases": [
                     *           {
                     *             "kind": "bsuid",
                     *             "value": "BR.1234"
                     *           }
                     *         ],
                     *         "tickets": 2
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MergePreview"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    mergeContacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the contact. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    contactId: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactWithAliases"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    splitContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the contact. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The merge in the contact's log. */
                    logId: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactWithAliases"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    exportContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the contact. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportedContact"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    eraseContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the contact. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {boolean} */
                    confirm: true;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erased"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listTickets: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description One or several. Repeat it for several. */
                status?: ("pending" | "open" | "closed")[];
                /** @description Who attends to it. */
                assigned?: "me" | "nobody" | "others";
                /** @description Of these queues. Repeat it for several. */
                queueId?: number[];
                /** @description Of this user alone. */
                userId?: number;
                /** @description Of these channels. Repeat it for several. */
                channelId?: number[];
                /** @description Of this contact alone. */
                contactId?: number;
                /** @description With one of these tags. Repeat it for several. */
                tagId?: number[];
                /** @description Of groups, or of people. */
                isGroup?: boolean;
                /** @description Whether the last message is ours. */
                isAnswered?: boolean;
                /** @description Whether something came in that you have not read. */
                isUnread?: boolean;
                /** @description Whether you pinned it. */
                isPinned?: boolean;
                /** @description Whether it is snoozed now. */
                isSnoozed?: boolean;
                /** @description Opened at this instant or later. */
                createdFrom?: string;
                /** @description Opened before this instant. */
                createdBefore?: string;
                /** @description Something was said at this instant or later. */
                activeFrom?: string;
                /** @description Only tickets without a message since this instant. */
                activeBefore?: string;
                /** @description Closed at this instant or later. */
                closedFrom?: string;
                /** @description Closed before this instant. */
                closedBefore?: string;
                /** @description Closed with this reason alone. */
                closingReasonId?: number;
                /** @description `active`: what was said last first. `waiting`: only those whose customer waits, the longest wait first. `created`: the newest first. */
                sort?: "active" | "waiting" | "created";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    channelId: number;
                    contactId?: number;
                    /** @description Instead of `contactId`, as people write it: a contact is made when nobody has it. */
                    number?: string;
                    /** @description For a new contact; a known one keeps its name. */
                    name?: string;
                    /**
                     * @default open
                     * @enum {string}
                     */
                    status?: "open" | "pending";
                    queueId?: number | null;
                    userId?: number | null;
                    externalKey?: string;
                };
            };
        };
        responses: {
            /** @description One conversation being attended to. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    countTickets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many active tickets you see in each list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketCounts"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One conversation being attended to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalKey: string | null;
                };
            };
        };
        responses: {
            /** @description One conversation being attended to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listTicketLog: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketLogEntryPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    acceptTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Do it only if the ticket still has this `version`; 409 `ticket_changed` otherwise. */
                    version?: number;
                    userId?: number | null;
                } | null;
            };
        };
        responses: {
            /** @description One conversation being attended to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    returnTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Do it only if the ticket still has this `version`; 409 `ticket_changed` otherwise. */
                    version?: number;
                } | null;
            };
        };
        responses: {
            /** @description One conversation being attended to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    transferTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Do it only if the ticket still has this `version`; 409 `ticket_changed` otherwise. */
                    version?: number;
                    queueId?: number | null;
                    userId?: number | null;
                    /** @description For the next person: stored as an internal note, never sent. */
                    note?: string;
                } | null;
            };
        };
        responses: {
            /** @description One conversation being attended to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    closeTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Do it only if the ticket still has this `version`; 409 `ticket_changed` otherwise. */
                    version?: number;
                    closingReasonId?: number | null;
                    /** @description Whether the customer gets the queue's farewell, if it has one; true if left out. */
                    farewell?: boolean;
                } | null;
            };
        };
        responses: {
            /** @description One conversation being attended to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    reopenTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Do it only if the ticket still has this `version`; 409 `ticket_changed` otherwise. */
                    version?: number;
                    userId?: number | null;
                } | null;
            };
        };
        responses: {
            /** @description One conversation being attended to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    readTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The last message that you have seen; all of them, if it is left out. */
                    lastMessageId?: number;
                } | null;
            };
        };
        responses: {
            /** @description One conversation being attended to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    markTicketUnread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description One conversation being attended to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    snoozeTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Do it only if the ticket still has this `version`; 409 `ticket_changed` otherwise. */
                    version?: number;
                    until: string | null;
                };
            };
        };
        responses: {
            /** @description One conversation being attended to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    pinTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    isPinned: boolean;
                };
            };
        };
        responses: {
            /** @description One conversation being attended to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createBulkAction: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Either `ticketIds` or a `filter`: then all that it matches now, 1,000 at most. An action needs the same fields as the action on one ticket. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "close",
                 *       "closingReasonId": 1,
                 *       "filter": {
                 *         "status": [
                 *           "open"
                 *         ],
                 *         "activeBefore": "2026-11-01T00:00:00Z"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewBulkAction"];
            };
        };
        responses: {
            /** @description One thing done to many tickets. Kept for a week. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAction"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getBulkAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the bulk action. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One thing done to many tickets. Kept for a week. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAction"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listBulkResults: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description With this outcome alone. */
                outcome?: "done" | "refused";
            };
            header?: never;
            path: {
                /** @description The id of the bulk action. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResultPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    undoBulkAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the bulk action. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One thing done to many tickets. Kept for a week. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAction"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listSavedViews: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViewPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createSavedView: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSavedView"];
            };
        };
        responses: {
            /** @description A saved list: its filter and its order. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getSavedView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the saved view. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A saved list: its filter and its order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deleteSavedView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the saved view. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Only the view is deleted; the tickets stay. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateSavedView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the saved view. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedViewChange"];
            };
        };
        responses: {
            /** @description A saved list: its filter and its order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Those written before this message. */
                beforeId?: number;
                /** @description Those written after this message, the nearest ones. */
                afterId?: number;
                /** @description This message in the middle. */
                aroundId?: number;
            };
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            /** @description What is known of it when it is queued. `GET /messages/{id}` returns all of it, also what becomes of it; reading that back would cost each send a query. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMessage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listDeliveryMarks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["DeliveryMark"][];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    writeNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    /** @description The users that it mentions. */
                    mentions?: number[];
                    /** @description Your own id of it, unique in the ticket. Sending it again makes no second message; lists and the stream return it. */
                    clientId?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the message. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listContactFiles: {
        parameters: {
            query: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Which of them. */
                kind: "image" | "video" | "document" | "link";
                /** @description Only messages of this ticket. */
                ticketId?: number;
            };
            header?: never;
            path: {
                /** @description The id of the contact. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactFilePage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listDrafts: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftOrNone"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    writeDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    mediaIds?: number[];
                    quotedMessageId?: number | null;
                };
            };
        };
        responses: {
            /** @description Your draft in a ticket. Nobody else sees it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deleteDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no draft now. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listChannels: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createChannel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChannel"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedChannel"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deleteChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getChannelCallback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelCallback"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    testChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelTest"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listChannelNotices: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelNoticePage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listInbound: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description In this state alone. */
                state?: "waiting" | "done" | "failed";
                /** @description true: only those in which there is something that this version does not know. */
                unknown?: boolean;
            };
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboundPostPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    retryInbound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Default: all of them. */
                    ids?: number[];
                    /**
                     * @default failed
                     * @enum {unknown}
                     */
                    what?: "failed" | "unknown";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many posts are back in line. */
                        retried: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                /** @description Such as `APPROVED`. */
                status?: string;
                /** @description A part of the name or of its texts. */
                search?: string;
            };
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MessageTemplate"][];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    refreshTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many there are. */
                        count: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    previewTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        /** @description An approved template, checked against its definition before it is sent. The desk and its webhooks show the filled text, unless `body` is given. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTemplateMessage"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePreview"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    checkCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCredentialCheck"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedCredentials"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getStandIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandIn"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    subscribeChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Lets this account's webhooks come to this channel's own address whatever the app's callback is. WhatsApp asks that address first, so PUBLIC_URL must be reached from the internet by https. */
                    overrideCallback?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    registerChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The PIN of the two-step verification: the number's present one, otherwise a new one. It is never stored here. */
                    pin: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getPhoneApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneApp"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    askPhoneApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    what: "history" | "contacts";
                };
            };
        };
        responses: {
            /** @description WhatsApp has been asked. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getBusinessProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessProfile"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateBusinessProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BusinessProfileChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessProfile"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listBlockedUsers: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockedUserPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    blockUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    contactId: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    unblockUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the channel. */
                id: number;
                /** @description The id of the blocked user. */
                contactId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    retryMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the message. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "clientId": "a1b2"
                 *     }
                 */
                "application/json": components["schemas"]["MessageRetry"];
            };
        };
        responses: {
            /** @description What is known of it when it is queued. `GET /messages/{id}` returns all of it, also what becomes of it; reading that back would cost each send a query. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMessage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    reactToMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the message. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReaction"];
            };
        };
        responses: {
            /** @description WhatsApp has been asked. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    markMessageRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the message. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description WhatsApp has been told. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    showTicketRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description WhatsApp has been told. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    showTyping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description WhatsApp has been told. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    scheduleMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewScheduledMessage"];
            };
        };
        responses: {
            /** @description A scheduled message. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledMessage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listScheduledMessages: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Repeat the parameter for several. */
                status?: ("waiting" | "held" | "sent" | "cancelled")[];
                /** @description Of this ticket alone. */
                ticketId?: number;
                /** @description Of this contact alone. */
                contactId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledMessagePage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getScheduledMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the scheduled message. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A scheduled message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledMessage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    cancelScheduledMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the scheduled message. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will not be sent. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateScheduledMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the scheduled message. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduledMessageChange"];
            };
        };
        responses: {
            /** @description A scheduled message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledMessage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    sendScheduledMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the scheduled message. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is known of it when it is queued. `GET /messages/{id}` returns all of it, also what becomes of it; reading that back would cost each send a query. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMessage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    uploadMedia: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        url: string;
                        fileName: string;
                        /** @description Recognized by its bytes, not by what the sender claimed. */
                        mimeType: string;
                        /** @description WhatsApp's kind of message for this type. */
                        kind: "image" | "video" | "audio" | "document" | "sticker";
                        size: number;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listEndpoints: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Of this channel alone. */
                channelId?: number;
                /** @description Of this queue alone. */
                queueId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Give channelId or queueId, not both. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEndpoint"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointWithSecret"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    previewEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Give channelId or queueId, not both. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndpointPreview"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PreviewedEvent"][];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the endpoint. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Endpoint"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deleteEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the endpoint. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the endpoint. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndpointChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Endpoint"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    testEndpoint: {
        parameters: {
            query?: {
                /** @description test: {"event":"test","origin":"webhook-config","timestamp"}. The others: an example of the body. */
                sample?: "test" | "received" | "sent" | "media" | "group" | "newTicket" | "newTicketUserCreate" | "transferred" | "closed" | "messageStatus" | "messageFailed" | "messageEdited" | "messageDeleted" | "messageReaction";
                /** @description An event that happened, instead of a sample. */
                eventId?: number;
            };
            header?: never;
            path: {
                /** @description The id of the endpoint. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether the response was 2xx. */
                        delivered: boolean;
                        status: number | null;
                        durationMs: number;
                        firstByteMs: number | null;
                        connecting: {
                            dnsMs: number;
                            tcpMs: number;
                            tlsMs: number;
                        } | null;
                        response: string | null;
                        /** @description `location`, `retry-after` and `content-type` of the response, where it had them. */
                        responseHeaders: {
                            [key: string]: string;
                        };
                        error: string | null;
                        explanation: string | null;
                        /** @description What was posted, as the header `recado-event` names it. */
                        eventType: string;
                        /** @description Its `webhook-id`; that of a test begins with `msg_test_`. */
                        webhookId: string;
                        /** @description The body that was posted. */
                        body: string;
                        /** @description The endpoint counted as dead, and because of this response its deliveries go on. */
                        resumed: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    checkUrl: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UrlCheck"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listRetryPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RetryPolicy"][];
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    releaseLanes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the endpoint. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    state: "held" | "retrying";
                    /**
                     * @description retry: they are due now. skip: they are given up.
                     * @enum {unknown}
                     */
                    how: "retry" | "skip";
                    /** @description The `next` of the call before. */
                    after?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many lanes this call changed, 500 at most. */
                        released: number;
                        next: number | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getEndpointSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the endpoint. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        secret: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    rotateEndpointSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the endpoint. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description How long deliveries are also signed with the old secret.
                     * @default 24
                     */
                    overlapHours: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        secret: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Of this endpoint alone. */
                endpointId?: number;
                /** @description Of this channel alone. */
                channelId?: number;
                /** @description Of this ticket alone. */
                ticketId?: number;
                /** @description Of this contact alone. */
                contactId?: number;
                /** @description Of this type alone. */
                type?: "NewTicketUserCreate" | "NewTicket" | "TransferTicket" | "ClosedTicket" | "message" | "MessageStatus" | "MessageEdited" | "MessageDeleted" | "MessageReaction";
                /** @description waiting: it has not been tried yet. retrying: it failed and will be tried again. held: its last attempt failed, and it holds its ticket until a person decides. delivered: 2xx. given-up: its schedule or its time is over, or the receiver asked not to get it again. skipped: a person gave it up. */
                state?: "waiting" | "retrying" | "held" | "delivered" | "given-up" | "skipped";
                /** @description Of the last response; 0 = there was none. */
                status?: number;
                /** @description Events that happened then or later. */
                from?: string;
                /** @description Events that happened before. */
                to?: string;
                /** @description A text in the last response or error, in upper or lower case. */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A webhook-id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDetail"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getDeliveryBody: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A webhook-id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The JSON that is posted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listEndpointHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EndpointHealth"][];
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listAttempts: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Of this endpoint alone. */
                endpointId?: number;
                /** @description Of this ticket alone. */
                ticketId?: number;
                /** @description Of this event alone. */
                eventId?: number;
                /** @description delivered: 2xx. failed: will be tried again. exhausted: the last attempt failed, and the delivery was given up. aborted: the receiver asked not to send it again. skipped: a person gave it up. probe: a failed probe of an endpoint that is down, which costs no attempt. */
                outcome?: "delivered" | "failed" | "exhausted" | "aborted" | "skipped" | "probe";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttemptPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    redeliver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the attempt. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhookId: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listLanes: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Of this endpoint alone. */
                endpointId?: number;
                /** @description ready: due. retrying: its head failed and waits. leased: being posted. held: the last attempt of its head failed, and it waits for a decision. */
                state?: "ready" | "retrying" | "leased" | "held";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LanePage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    releaseLane: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the lane. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LaneRelease"];
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the event. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Event"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listReplays: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The id of the endpoint. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createReplay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the request again with the same key and get the first response again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the endpoint. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReplay"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replay"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    estimateReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the endpoint. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReplay"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayEstimate"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the replay. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replay"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    cancelReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the replay. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replay"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description Of this channel alone. */
                channelId?: number;
                /** @description Of this ticket alone. */
                ticketId?: number;
                /** @description Of this type alone. */
                type?: "NewTicketUserCreate" | "NewTicket" | "TransferTicket" | "ClosedTicket" | "message" | "MessageStatus" | "MessageEdited" | "MessageDeleted" | "MessageReaction";
                /** @description The payload version of bodies. */
                version?: 1 | 2;
                /** @description While there is no event, wait for one, up to this many seconds. Twenty requests of a company wait at a time, and 500 in all; one more gets its response at once. */
                wait?: number;
                /** @description The position stored last; absent = from the oldest event. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listConsumers: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsumerPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getConsumer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description You choose it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consumer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createConsumer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description You choose it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A position, `oldest`, `latest`, or an instant. */
                    start?: string | ("oldest" | "latest");
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consumer"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consumer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deleteConsumer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description You choose it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listConsumerEvents: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description Of this channel alone. */
                channelId?: number;
                /** @description Of this ticket alone. */
                ticketId?: number;
                /** @description Of this type alone. */
                type?: "NewTicketUserCreate" | "NewTicket" | "TransferTicket" | "ClosedTicket" | "message" | "MessageStatus" | "MessageEdited" | "MessageDeleted" | "MessageReaction";
                /** @description The payload version of bodies. */
                version?: 1 | 2;
                /** @description While there is no event, wait for one, up to this many seconds. Twenty requests of a company wait at a time, and 500 in all; one more gets its response at once. */
                wait?: number;
            };
            header?: never;
            path: {
                /** @description You choose it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    commitConsumer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description You choose it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A position that an earlier response returned. */
                    position: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consumer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    seekConsumer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description You choose it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A position, `oldest`, `latest`, or an instant. */
                    to: string | ("oldest" | "latest");
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consumer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    openStream: {
        parameters: {
            query?: {
                /** @description Instead of the header `Last-Event-ID`, for a page that was loaded again. */
                lastEventId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description text/event-stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    showActivity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the ticket. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    activity: "typing" | "recording" | "viewing" | "none";
                };
            };
        };
        responses: {
            /** @description The colleagues have been notified. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getPushSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "publicKey": "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
                     *       "subscription": {
                     *         "wantsMine": true,
                     *         "wantsMentions": true,
                     *         "wantsWaiting": false,
                     *         "showsText": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PushState"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    putPushSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPushSubscription"];
            };
        };
        responses: {
            /** @description It is kept. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    deletePushSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This session has no subscription now. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    testPushSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "sent",
                     *       "reason": null
                     *     }
                     */
                    "application/json": components["schemas"]["PushTest"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listExternalApis: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalApiPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    createExternalApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExternalApi"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalApiWithToken"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    revokeExternalApi: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the external api. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateExternalApi: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the external api. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExternalApiChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalApi"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    renewExternalApiToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the external api. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalApiWithToken"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listExternalCalls: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Of this address of WHAZING's API alone. */
                externalApiId?: number;
                /** @description Of this ticket alone. */
                ticketId?: number;
                /** @description 400: what failed. */
                minStatus?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalCallPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description `queue.updated`, or `queue` for all that was done to queues. */
                what?: string;
                /** @description What was done to the one with this id alone. */
                targetId?: number;
                /** @description Of this user alone. */
                userId?: number;
                /** @description Not before this instant. */
                from?: string;
                /** @description Before this instant. */
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: number;
                            /** @description The kind of thing, a dot, what was done to it: `queue.updated`. */
                            what: string;
                            targetId: number | null;
                            targetName: string | null;
                            user: {
                                id: number;
                                name: string;
                            } | null;
                            apiKey: {
                                id: number;
                                name: string;
                            } | null;
                            address: string | null;
                            /** @description Each field that is different: before, after. Secrets are never shown. */
                            changes: {
                                [key: string]: unknown[];
                            };
                            /** Format: date-time */
                            createdAt: string;
                        }[];
                        /** @description Pass it as `after` to get the next page; null on the last page. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    exportCompany: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description application/zip */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getLiveBoard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "at": "2026-11-28T17:20:05.120Z",
                     *       "total": {
                     *         "pending": 4,
                     *         "open": 11,
                     *         "unanswered": 3,
                     *         "oldestPendingAt": "2026-11-28T17:11:40.000Z",
                     *         "oldestUnansweredAt": "2026-11-28T17:14:02.000Z"
                     *       },
                     *       "queues": [
                     *         {
                     *           "id": 3,
                     *           "name": "Vendas",
                     *           "pending": 4,
                     *           "open": 11,
                     *           "unanswered": 3,
                     *           "oldestPendingAt": "2026-11-28T17:11:40.000Z",
                     *           "oldestUnansweredAt": "2026-11-28T17:14:02.000Z"
                     *         }
                     *       ],
                     *       "users": [
                     *         {
                     *           "id": 7,
                     *           "name": "Bia Alves",
                     *           "pending": 0,
                     *           "open": 11,
                     *           "unanswered": 3,
                     *           "oldestPendingAt": null,
                     *           "oldestUnansweredAt": "2026-11-28T17:14:02.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReportBoard"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getReportSummary: {
        parameters: {
            query?: {
                /** @description The first day, by the company's clock. By default 29 days before `to`. */
                from?: string;
                /** @description The last day; today, if it is left out. 366 days at most. */
                to?: string;
                /** @description Of these queues. Repeat it for several. */
                queueId?: number[];
                /** @description Of this user alone. */
                userId?: number;
                /** @description Of this channel alone. */
                channelId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-11-01",
                     *       "to": "2026-11-28",
                     *       "timezone": "America/Sao_Paulo",
                     *       "asOf": "2026-11-28T17:20:05.120Z",
                     *       "isComplete": true,
                     *       "figures": {
                     *         "newTickets": 240,
                     *         "closedTickets": 221,
                     *         "closedAutomatically": 202,
                     *         "closedAfterWriting": 183,
                     *         "abandoned": 164,
                     *         "reopenedWithinDay": 145,
                     *         "reopenedWithinWeek": 126,
                     *         "returned": 107,
                     *         "transferred": 88,
                     *         "messagesIn": 69,
                     *         "messagesOut": 50,
                     *         "automaticMessages": 31,
                     *         "queueWait": {
                     *           "n": 214,
                     *           "medianSeconds": 85,
                     *           "p90Seconds": 640
                     *         },
                     *         "queueWaitInHours": {
                     *           "n": 214,
                     *           "medianSeconds": 85,
                     *           "p90Seconds": 640
                     *         },
                     *         "firstResponse": {
                     *           "n": 214,
                     *           "medianSeconds": 85,
                     *           "p90Seconds": 640
                     *         },
                     *         "firstResponseInHours": {
                     *           "n": 214,
                     *           "medianSeconds": 85,
                     *           "p90Seconds": 640
                     *         },
                     *         "replyTime": {
                     *           "n": 214,
                     *           "medianSeconds": 85,
                     *           "p90Seconds": 640
                     *         },
                     *         "resolution": {
                     *           "n": 214,
                     *           "medianSeconds": 85,
                     *           "p90Seconds": 640
                     *         },
                     *         "automaticResolution": {
                     *           "n": 214,
                     *           "medianSeconds": 85,
                     *           "p90Seconds": 640
                     *         },
                     *         "attended": {
                     *           "n": 214,
                     *           "medianSeconds": 85,
                     *           "p90Seconds": 640
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ReportSummary"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getReportTrend: {
        parameters: {
            query?: {
                /** @description The first day, by the company's clock. By default 29 days before `to`. */
                from?: string;
                /** @description The last day; today, if it is left out. 366 days at most. */
                to?: string;
                /** @description Of these queues. Repeat it for several. */
                queueId?: number[];
                /** @description Of this user alone. */
                userId?: number;
                /** @description Of this channel alone. */
                channelId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-11-01",
                     *       "to": "2026-11-28",
                     *       "timezone": "America/Sao_Paulo",
                     *       "asOf": "2026-11-28T17:20:05.120Z",
                     *       "isComplete": true,
                     *       "by": "day",
                     *       "data": [
                     *         {
                     *           "from": "2026-11-01",
                     *           "figures": {
                     *             "newTickets": 240,
                     *             "closedTickets": 221,
                     *             "closedAutomatically": 202,
                     *             "closedAfterWriting": 183,
                     *             "abandoned": 164,
                     *             "reopenedWithinDay": 145,
                     *             "reopenedWithinWeek": 126,
                     *             "returned": 107,
                     *             "transferred": 88,
                     *             "messagesIn": 69,
                     *             "messagesOut": 50,
                     *             "automaticMessages": 31,
                     *             "queueWait": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             },
                     *             "queueWaitInHours": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             },
                     *             "firstResponse": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             },
                     *             "firstResponseInHours": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             },
                     *             "replyTime": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             },
                     *             "resolution": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             },
                     *             "automaticResolution": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             },
                     *             "attended": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             }
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReportTrend"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getReportBreakdown: {
        parameters: {
            query?: {
                /** @description The first day, by the company's clock. By default 29 days before `to`. */
                from?: string;
                /** @description The last day; today, if it is left out. 366 days at most. */
                to?: string;
                /** @description Of these queues. Repeat it for several. */
                queueId?: number[];
                /** @description Of this user alone. */
                userId?: number;
                /** @description Of this channel alone. */
                channelId?: number;
                /** @description A row for each of these. */
                by?: "queue" | "user" | "channel";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-11-01",
                     *       "to": "2026-11-28",
                     *       "timezone": "America/Sao_Paulo",
                     *       "asOf": "2026-11-28T17:20:05.120Z",
                     *       "isComplete": true,
                     *       "data": [
                     *         {
                     *           "id": 3,
                     *           "name": "Vendas",
                     *           "figures": {
                     *             "newTickets": 240,
                     *             "closedTickets": 221,
                     *             "closedAutomatically": 202,
                     *             "closedAfterWriting": 183,
                     *             "abandoned": 164,
                     *             "reopenedWithinDay": 145,
                     *             "reopenedWithinWeek": 126,
                     *             "returned": 107,
                     *             "transferred": 88,
                     *             "messagesIn": 69,
                     *             "messagesOut": 50,
                     *             "automaticMessages": 31,
                     *             "queueWait": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             },
                     *             "queueWaitInHours": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             },
                     *             "firstResponse": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             },
                     *             "firstResponseInHours": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             },
                     *             "replyTime": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             },
                     *             "resolution": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             },
                     *             "automaticResolution": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             },
                     *             "attended": {
                     *               "n": 214,
                     *               "medianSeconds": 85,
                     *               "p90Seconds": 640
                     *             }
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReportBreakdown"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getReportReasons: {
        parameters: {
            query?: {
                /** @description The first day, by the company's clock. By default 29 days before `to`. */
                from?: string;
                /** @description The last day; today, if it is left out. 366 days at most. */
                to?: string;
                /** @description Of these queues. Repeat it for several. */
                queueId?: number[];
                /** @description Of this user alone. */
                userId?: number;
                /** @description Of this channel alone. */
                channelId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-11-01",
                     *       "to": "2026-11-28",
                     *       "timezone": "America/Sao_Paulo",
                     *       "asOf": "2026-11-28T17:20:05.120Z",
                     *       "isComplete": true,
                     *       "data": [
                     *         {
                     *           "id": 1,
                     *           "name": "Resolvido",
                     *           "color": "#0f766e",
                     *           "count": 180,
                     *           "share": 0.75
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReportReasons"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getReportLoad: {
        parameters: {
            query?: {
                /** @description The first day, by the company's clock. By default 29 days before `to`. */
                from?: string;
                /** @description The last day; today, if it is left out. 366 days at most. */
                to?: string;
                /** @description Of these queues. Repeat it for several. */
                queueId?: number[];
                /** @description Of this user alone. */
                userId?: number;
                /** @description Of this channel alone. */
                channelId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-11-01",
                     *       "to": "2026-11-28",
                     *       "timezone": "America/Sao_Paulo",
                     *       "asOf": "2026-11-28T17:20:05.120Z",
                     *       "isComplete": true,
                     *       "data": [
                     *         {
                     *           "weekday": 1,
                     *           "hour": 9,
                     *           "newTickets": 31,
                     *           "messagesIn": 212,
                     *           "queueWait": {
                     *             "n": 214,
                     *             "medianSeconds": 85,
                     *             "p90Seconds": 640
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReportLoad"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getReportTickets: {
        parameters: {
            query: {
                /** @description The first day, by the company's clock. By default 29 days before `to`. */
                from?: string;
                /** @description The last day; today, if it is left out. 366 days at most. */
                to?: string;
                /** @description Of these queues. Repeat it for several. */
                queueId?: number[];
                /** @description Of this user alone. */
                userId?: number;
                /** @description Of this channel alone. */
                channelId?: number;
                /** @description Of which duration. */
                figure: "queueWait" | "queueWaitInHours" | "firstResponse" | "firstResponseInHours" | "replyTime" | "resolution" | "automaticResolution" | "attended";
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTicketPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getReportCsv: {
        parameters: {
            query?: {
                /** @description The first day, by the company's clock. By default 29 days before `to`. */
                from?: string;
                /** @description The last day; today, if it is left out. 366 days at most. */
                to?: string;
                /** @description Of these queues. Repeat it for several. */
                queueId?: number[];
                /** @description Of this user alone. */
                userId?: number;
                /** @description Of this channel alone. */
                channelId?: number;
                /** @description By default as spreadsheets of the language expect it: a comma in English, otherwise a semicolon. */
                separator?: "comma" | "semicolon";
            };
            header?: never;
            path: {
                /** @description Which report. */
                report: "summary" | "trend" | "queues" | "users" | "channels" | "reasons" | "load";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description text/csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                /** @description How many to return at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description true: incidents that go on. false: incidents that are over. */
                open?: boolean;
                /** @description Of this endpoint alone. */
                endpointId?: number;
                /** @description Of this channel alone. */
                channelId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the alert. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    acknowledgeAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the alert. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getAlertSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Alerts are posted here; null = nowhere. */
                        alertUrl: string | null;
                        /** @description Who gets mail: active users of the company; null = its active administrators, an empty list = nobody. Only an e-mail that is confirmed (`POST /api/auth/email/ask`) gets any. At most 20 an hour; what is more waits. */
                        alertEmails: string[] | null;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    updateAlertSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Alerts are posted here; null = nowhere. */
                    alertUrl?: string | null;
                    /** @description Who gets mail: active users of the company; null = its active administrators, an empty list = nobody. Only an e-mail that is confirmed (`POST /api/auth/email/ask`) gets any. At most 20 an hour; what is more waits. */
                    alertEmails?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Alerts are posted here; null = nowhere. */
                        alertUrl: string | null;
                        /** @description Who gets mail: active users of the company; null = its active administrators, an empty list = nobody. Only an e-mail that is confirmed (`POST /api/auth/email/ask`) gets any. At most 20 an hour; what is more waits. */
                        alertEmails: string[] | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getAlertSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description whsec_... */
                        secret: string;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    rotateAlertSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description whsec_... */
                        secret: string;
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
    getServer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerState"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            default: components["responses"]["Problem"];
        };
    };
}
