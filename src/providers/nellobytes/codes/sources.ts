export const page = "seed: order status codes";
/** No document shows the message, so the row is our own care. */
export const ours = "assumed: no document shows this message";
export const fewClients = "public client code: lists of refusals in several clients";
export const billsClient = "public client code: Leonweb48/KudiAi-Track";
export const resellerClient =
  "public client code: bellahOptions/reup_new, app/Services/ClubKonnectService.php";
