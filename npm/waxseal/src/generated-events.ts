// Written by `cargo xtask gen` from the catalogs of events. Do not edit.
// Only types: what a sender should send. None of it is checked here.

/** An affiliate record is created. */
export interface AffiliateBaseAffiliateCreated {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "affiliate.created";
  /** When it happened. */
  readonly occurred_at: string;
  /** `true` in events of the button "Send test". Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate, referral, commission or payout. */
  readonly data: {
    /** The entity's id. */
    readonly id?: string | null;
    /** The entity's state. */
    readonly state?: string | null;
    /** The amount in cents. */
    readonly amount_cents?: number | null;
    /** The amount's currency. */
    readonly currency?: string | null;
    /** The affiliate's id. */
    readonly affiliate_id?: string | null;
    /** The campaign's id. */
    readonly campaign_id?: string | null;
    /** The sale's id. */
    readonly sale_id?: string | null;
    /** When the entity was created. */
    readonly created_at?: string | null;
  };
}

/** An affiliate moves into the active state. */
export interface AffiliateBaseAffiliateApproved {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "affiliate.approved";
  /** When it happened. */
  readonly occurred_at: string;
  /** `true` in events of the button "Send test". Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate, referral, commission or payout. */
  readonly data: {
    /** The entity's id. */
    readonly id?: string | null;
    /** The entity's state. */
    readonly state?: string | null;
    /** The amount in cents. */
    readonly amount_cents?: number | null;
    /** The amount's currency. */
    readonly currency?: string | null;
    /** The affiliate's id. */
    readonly affiliate_id?: string | null;
    /** The campaign's id. */
    readonly campaign_id?: string | null;
    /** The sale's id. */
    readonly sale_id?: string | null;
    /** When the entity was created. */
    readonly created_at?: string | null;
  };
}

/** A referral is created from tracking activity. */
export interface AffiliateBaseReferralCreated {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "referral.created";
  /** When it happened. */
  readonly occurred_at: string;
  /** `true` in events of the button "Send test". Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate, referral, commission or payout. */
  readonly data: {
    /** The entity's id. */
    readonly id?: string | null;
    /** The entity's state. */
    readonly state?: string | null;
    /** The amount in cents. */
    readonly amount_cents?: number | null;
    /** The amount's currency. */
    readonly currency?: string | null;
    /** The affiliate's id. */
    readonly affiliate_id?: string | null;
    /** The campaign's id. */
    readonly campaign_id?: string | null;
    /** The sale's id. */
    readonly sale_id?: string | null;
    /** When the entity was created. */
    readonly created_at?: string | null;
  };
}

/** A referral reaches conversion state. */
export interface AffiliateBaseReferralConverted {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "referral.converted";
  /** When it happened. */
  readonly occurred_at: string;
  /** `true` in events of the button "Send test". Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate, referral, commission or payout. */
  readonly data: {
    /** The entity's id. */
    readonly id?: string | null;
    /** The entity's state. */
    readonly state?: string | null;
    /** The amount in cents. */
    readonly amount_cents?: number | null;
    /** The amount's currency. */
    readonly currency?: string | null;
    /** The affiliate's id. */
    readonly affiliate_id?: string | null;
    /** The campaign's id. */
    readonly campaign_id?: string | null;
    /** The sale's id. */
    readonly sale_id?: string | null;
    /** When the entity was created. */
    readonly created_at?: string | null;
  };
}

/** A commission is created from a sale. */
export interface AffiliateBaseCommissionCreated {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "commission.created";
  /** When it happened. */
  readonly occurred_at: string;
  /** `true` in events of the button "Send test". Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate, referral, commission or payout. */
  readonly data: {
    /** The entity's id. */
    readonly id: string;
    /** The entity's state. */
    readonly state: string;
    /** The amount in cents. */
    readonly amount_cents: number;
    /** The amount's currency. */
    readonly currency: string;
    /** The affiliate's id. */
    readonly affiliate_id: string;
    /** The campaign's id. */
    readonly campaign_id: string;
    /** The sale's id. */
    readonly sale_id: string;
    /** When the entity was created. */
    readonly created_at: string;
  };
}

/** A commission moves into due state. */
export interface AffiliateBaseCommissionDue {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "commission.due";
  /** When it happened. */
  readonly occurred_at: string;
  /** `true` in events of the button "Send test". Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate, referral, commission or payout. */
  readonly data: {
    /** The entity's id. */
    readonly id?: string | null;
    /** The entity's state. */
    readonly state?: string | null;
    /** The amount in cents. */
    readonly amount_cents?: number | null;
    /** The amount's currency. */
    readonly currency?: string | null;
    /** The affiliate's id. */
    readonly affiliate_id?: string | null;
    /** The campaign's id. */
    readonly campaign_id?: string | null;
    /** The sale's id. */
    readonly sale_id?: string | null;
    /** When the entity was created. */
    readonly created_at?: string | null;
  };
}

/** A commission is voided. */
export interface AffiliateBaseCommissionVoided {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "commission.voided";
  /** When it happened. */
  readonly occurred_at: string;
  /** `true` in events of the button "Send test". Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate, referral, commission or payout. */
  readonly data: {
    /** The entity's id. */
    readonly id?: string | null;
    /** The entity's state. */
    readonly state?: string | null;
    /** The amount in cents. */
    readonly amount_cents?: number | null;
    /** The amount's currency. */
    readonly currency?: string | null;
    /** The affiliate's id. */
    readonly affiliate_id?: string | null;
    /** The campaign's id. */
    readonly campaign_id?: string | null;
    /** The sale's id. */
    readonly sale_id?: string | null;
    /** When the entity was created. */
    readonly created_at?: string | null;
  };
}

/** A payout is marked paid. */
export interface AffiliateBasePayoutPaid {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "payout.paid";
  /** When it happened. */
  readonly occurred_at: string;
  /** `true` in events of the button "Send test". Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate, referral, commission or payout. */
  readonly data: {
    /** The entity's id. */
    readonly id?: string | null;
    /** The entity's state. */
    readonly state?: string | null;
    /** The amount in cents. */
    readonly amount_cents?: number | null;
    /** The amount's currency. */
    readonly currency?: string | null;
    /** The affiliate's id. */
    readonly affiliate_id?: string | null;
    /** The campaign's id. */
    readonly campaign_id?: string | null;
    /** The sale's id. */
    readonly sale_id?: string | null;
    /** When the entity was created. */
    readonly created_at?: string | null;
  };
}

/** An event of AffiliateBase. It narrows on `type`; types that are newer than this list arrive too. */
export type AffiliateBaseEvent =
  | AffiliateBaseAffiliateCreated
  | AffiliateBaseAffiliateApproved
  | AffiliateBaseReferralCreated
  | AffiliateBaseReferralConverted
  | AffiliateBaseCommissionCreated
  | AffiliateBaseCommissionDue
  | AffiliateBaseCommissionVoided
  | AffiliateBasePayoutPaid;

/** The types of AffiliateBase. */
export type AffiliateBaseType =
  | "affiliate.created"
  | "affiliate.approved"
  | "referral.created"
  | "referral.converted"
  | "commission.created"
  | "commission.due"
  | "commission.voided"
  | "payout.paid";

/** The types of Track360. */
export type Track360Type =
  | "click.tracked"
  | "conversion.created"
  | "conversion.qualified"
  | "conversion.rejected"
  | "conversion.updated"
  | "commission.calculated"
  | "commission.approved"
  | "commission.adjusted"
  | "commission.tier_changed"
  | "payout.scheduled"
  | "payout.processing"
  | "payout.completed"
  | "payout.failed"
  | "partner.registered"
  | "partner.approved"
  | "partner.suspended"
  | "partner.terminated";

/** A conversion, payment or reversal. A reversal has a negative amount. */
export interface MinimumEvent {
  /** Who brought the customer. */
  readonly affiliate_id: string | number;
  /** Who bought, deposited or signed up. */
  readonly customer_id: string | number;
  /** The amount, negative for a reversal. */
  readonly amount: number;
  /** The amount's currency. */
  readonly currency: string;
  /** When it happened. */
  readonly event_timestamp: string;
}

/** A customer has paid. */
export interface WaxsealPaymentCompleted {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "payment_completed";
  /** When it happened. */
  readonly event_timestamp: string;
  /** The schema version. A breaking change raises the number before the point. */
  readonly schema_version: string | number;
  /** `true` in a test event. Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate's id. */
  readonly affiliate_id: string | number;
  /** The customer's id. */
  readonly customer_id: string | number;
  /** The amount in minor units, negative for a correction. */
  readonly amount: number;
  /** The amount's currency. */
  readonly currency: string;
}

/** The KYC status of a customer changes. */
export interface WaxsealKycStatusChanged {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "kyc.status_changed";
  /** When it happened. */
  readonly event_timestamp: string;
  /** The schema version. A breaking change raises the number before the point. */
  readonly schema_version: string | number;
  /** `true` in a test event. Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate's id. */
  readonly affiliate_id: string | number;
  /** The customer's id. */
  readonly customer_id: string | number;
  /** The new status. */
  readonly status: string;
  /** The status before. */
  readonly previous_status?: string | null;
}

/** A customer's payment is charged back. */
export interface WaxsealChargebackFiled {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "chargeback.filed";
  /** When it happened. */
  readonly event_timestamp: string;
  /** The schema version. A breaking change raises the number before the point. */
  readonly schema_version: string | number;
  /** `true` in a test event. Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate's id. */
  readonly affiliate_id: string | number;
  /** The customer's id. */
  readonly customer_id: string | number;
  /** What is taken back, in minor units: below zero. */
  readonly amount: number;
  /** The amount's currency. */
  readonly currency: string;
  /** The payment that is charged back. */
  readonly payment_id?: string | number | null;
}

/** A commission is approved. */
export interface WaxsealCommissionApproved {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "commission.approved";
  /** When it happened. */
  readonly event_timestamp: string;
  /** The schema version. A breaking change raises the number before the point. */
  readonly schema_version: string | number;
  /** `true` in a test event. Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate's id. */
  readonly affiliate_id: string | number;
  /** The commission's id. */
  readonly commission_id: string | number;
  /** The amount in minor units, negative for a correction. */
  readonly amount: number;
  /** The amount's currency. */
  readonly currency: string;
}

/** A commission is taken back. */
export interface WaxsealCommissionReversed {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "commission.reversed";
  /** When it happened. */
  readonly event_timestamp: string;
  /** The schema version. A breaking change raises the number before the point. */
  readonly schema_version: string | number;
  /** `true` in a test event. Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate's id. */
  readonly affiliate_id: string | number;
  /** The commission's id. */
  readonly commission_id: string | number;
  /** What is taken back, in minor units: below zero. */
  readonly amount: number;
  /** The amount's currency. */
  readonly currency: string;
}

/** The status of an affiliate's account changes. */
export interface WaxsealAffiliateStatusChanged {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "affiliate.status_changed";
  /** When it happened. */
  readonly event_timestamp: string;
  /** The schema version. A breaking change raises the number before the point. */
  readonly schema_version: string | number;
  /** `true` in a test event. Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate's id. */
  readonly affiliate_id: string | number;
  /** The new status. */
  readonly status: string;
  /** The status before. */
  readonly previous_status?: string | null;
}

/** An affiliate reaches a tier or milestone. */
export interface WaxsealTierReached {
  /** The event's id. The same event sent again has the same one. */
  readonly id: string;
  /** The event's type. */
  readonly type: "tier.reached";
  /** When it happened. */
  readonly event_timestamp: string;
  /** The schema version. A breaking change raises the number before the point. */
  readonly schema_version: string | number;
  /** `true` in a test event. Absent otherwise. */
  readonly test?: boolean | null;
  /** The affiliate's id. */
  readonly affiliate_id: string | number;
  /** The tier or milestone. */
  readonly tier: string | number;
}

/** An event of waxseal. It narrows on `type`; types that are newer than this list arrive too. */
export type WaxsealEvent =
  | WaxsealPaymentCompleted
  | WaxsealKycStatusChanged
  | WaxsealChargebackFiled
  | WaxsealCommissionApproved
  | WaxsealCommissionReversed
  | WaxsealAffiliateStatusChanged
  | WaxsealTierReached;

/** The types of waxseal. */
export type WaxsealType =
  | "payment_completed"
  | "kyc.status_changed"
  | "chargeback.filed"
  | "commission.approved"
  | "commission.reversed"
  | "affiliate.status_changed"
  | "tier.reached";
