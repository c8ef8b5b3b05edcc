import createClient from "openapi-fetch";
import type { components, paths } from "./decisions-api.js";

type Payment = components["schemas"]["PaymentListed"];
type Filters = NonNullable<paths["/v1/expenditure"]["get"]["parameters"]["query"]>;
const baseUrl = "http://127.0.0.1:5080";
const api = createClient<paths, "application/json" | "application/problem+json">({ baseUrl });

async function* payments(filters: Filters): AsyncGenerator<Payment> {
  for (let query = filters; ; ) {
    const { data, error } = await api.GET("/v1/expenditure", { params: { query } });
    if (!data) throw new Error(error.detail ?? error.title);
    yield* data.data;
    if (!data.page.next) return;
    query = { ...filters, cursor: new URL(data.page.next, baseUrl).searchParams.get("cursor") ?? "" };
  }
}

for await (const { paidOn, amount, supplier } of payments({ body: ["example-council"], limit: 4 })) {
  console.log(paidOn, amount?.toFixed(2).padStart(9), supplier?.name ?? "(withheld)");
}
