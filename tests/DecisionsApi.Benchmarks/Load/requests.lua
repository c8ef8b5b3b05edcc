-- Asks for the addresses of a file in turn, one a line, each with an If-None-Match after a tab where there is one; where PAUSE is not 0,
-- every connection pauses so many milliseconds between its requests.
-- wrk ... -s requests.lua URL -- FILE START PAUSE [HEADER VALUE]...
local requests, at = {}, 0

function init(args)
  local headers = {}
  for i = 4, #args - 1, 2 do headers[args[i]] = args[i + 1] end
  for line in io.lines(args[1]) do
    local path, tag = line:match("^([^\t]+)\t?(.*)$")
    if tag ~= "" then headers["If-None-Match"] = tag end
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
  at = tonumber(args[2]) % #requests
  local pause = tonumber(args[3])
  if pause > 0 then
    -- Not all at once: each begins somewhere in the pause.
    function delay() return math.random(2 * pause) end
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d %d %d\n", summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99), errors.connect + errors.read + errors.write + errors.timeout, errors.status,
    os.clock() * 1e6))
end
