/** The engines that keep subscriptions, with what can be had from each. */
export const subscriptionProviders = {
  RBT: { name: "Caller tunes", description: "Ring-back tones that callers hear." },
  CSM: { name: "Content", description: "News, sports and games by message." },
} as const;

export type ProviderId = keyof typeof subscriptionProviders;
export const providerIds: readonly ProviderId[] = ["RBT", "CSM"];

export function isProviderId(text: unknown): text is ProviderId {
  return providerIds.some((id) => id === text);
}

export interface Offer {
  readonly id: string;
  readonly provider: ProviderId;
  readonly name: string;
  /** In the larger units of the subscriber's currency. */
  readonly price_major: number;
  readonly days: number;
}

const offers: readonly Offer[] = [
  { id: "RBT-GOLD", provider: "RBT", name: "Caller tune gold", price_major: 5, days: 30 },
  { id: "RBT-SILVER", provider: "RBT", name: "Caller tune silver", price_major: 2, days: 7 },
  { id: "CSM-NEWS", provider: "CSM", name: "Daily news", price_major: 3, days: 30 },
  { id: "CSM-WEATHER", provider: "CSM", name: "Weather", price_major: 1, days: 7 },
  { id: "CSM-GAMES", provider: "CSM", name: "Games club", price_major: 50, days: 30 },
];

export function findOffer(provider: ProviderId, id: string): Offer | undefined {
  return offers.find((offer) => offer.provider === provider && offer.id === id);
}

export function findOfferById(id: string): Offer | undefined {
  return offers.find((offer) => offer.id === id);
}
